"""A byline is data: [{"role": "bai", "name": "BA MINH"}, …], any number of each role."""

from django.core.exceptions import ValidationError

ROLES = {"bai": "Bài", "tin": "Tin", "anh": "Ảnh", "video": "Video", "nguon": "Nguồn"}
MAX_PEOPLE, MAX_NAME = 30, 120


def check_byline(value):
    if not isinstance(value, list) or len(value) > MAX_PEOPLE:
        raise ValidationError(f"Danh sách người thực hiện có tối đa {MAX_PEOPLE} dòng.")
    for person in value:
        _check_person(person)


def by_role(byline):
    """Labels with their names in the order of ROLES: [("Bài", "A, B"), ("Ảnh", "C")]."""
    found = {role: [person["name"] for person in byline if person["role"] == role] for role in ROLES}
    return [(ROLES[role], ", ".join(names)) for role, names in found.items() if names]


def lines_of(byline):
    """A line a person, in their order: ["Bài: BA MINH", "Ảnh: Ban Dân vận Quận ủy"]."""
    return [f"{ROLES[person['role']]}: {person['name']}" for person in byline or []]


def _check_person(person):
    if not isinstance(person, dict) or set(person) != {"role", "name"} or person["role"] not in ROLES:
        raise ValidationError("Mỗi người thực hiện cần có vai trò và tên.")
    if not isinstance(person["name"], str) or not 0 < len(person["name"].strip()) <= MAX_NAME:
        raise ValidationError(f"Tên người thực hiện không được bỏ trống và dài tối đa {MAX_NAME} chữ.")
