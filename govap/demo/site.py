"""Everything of the demo besides articles: identity, menus, pages, categories, tags, pictures and videos."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from govap.counting.models import Counter, DailyCount
from govap.library.images import normalise
from govap.library.models import Image
from govap.portal.models import Identity, Link, Page
from govap.text import slugify
from news.models import Category, Tag
from videos.models import Programme, Video

from .pages import ABOUT, CONTACT, ENGLISH
from .pictures import pictures
from .sentences import COMMON, topics

FILM = Path(__file__).parent / "phim-mau.mp4"
PICTURES = 24
VISITS = 1_204_518

IDENTITY = {
    "name": "Trang thông tin điện tử Quận Gò Vấp",
    "short_name": "Gò Vấp",
    "governing_body": "Ủy ban nhân dân Quận Gò Vấp",
    "address": "Số 1 đường Ví Dụ, Quận Gò Vấp, Thành phố Hồ Chí Minh (mẫu)",
    "telephone": "028 0000 0000 (mẫu)",
    "email": "mau@example.invalid",
    "licence": "Số 00/GP-MAU ngày 01/01/2000 (mẫu)",
    "responsible": "Nguyễn Văn Mẫu, Trưởng Ban Biên tập (mẫu)",
}
LINKS = {
    "header": [
        *(("Giới thiệu", "/gioi-thieu/"), ("Liên hệ", "/lien-he/"), ("Sơ đồ trang", "/so-do/")),
        ("English", "/en/"),
    ],
    "footer": [("Giới thiệu", "/gioi-thieu/"), ("Liên hệ", "/lien-he/")],
    "bodies": [
        ("Cổng Thông tin điện tử Chính phủ", "https://chinhphu.vn"),
        ("Cổng Dịch vụ công quốc gia", "https://dichvucong.gov.vn"),
        ("Thành phố Hồ Chí Minh", "https://hochiminhcity.gov.vn"),
        ("Báo điện tử Đảng Cộng sản Việt Nam", "https://dangcongsan.vn"),
    ],
}
PAGES = {
    "gioi-thieu": ("Giới thiệu", ABOUT),
    "lien-he": ("Liên hệ", CONTACT),
    "en": ("Basic information in English", ENGLISH),
}
# Not the titles of the old library: those come with the old page, and must not stand there twice.
PROGRAMMES = {
    "An toàn phòng cháy ở nhà trọ": ("A", "B", "C"),
    "Thanh niên với văn hóa giao thông": ("A", "B"),
    "Phòng bệnh sốt xuất huyết tại nhà": ("", "Phần 2"),
    "Làm thủ tục trực tuyến từng bước": ("A", "B", "C"),
    "Làng hoa trong lòng phố": ("",),
    "Một ngày ở bộ phận một cửa": ("",),
}
ABOUT_FILM = "Phim mẫu dài tám giây, hình vẽ bằng chương trình, dùng để thử phát và tua video trên trang."


@dataclass
class Shelf:
    """Where articles go, in primary keys: sections with their children by name, tags by name, pictures."""

    categories: dict[str, tuple[int, list[int]]] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)
    images: list[int] = field(default_factory=list)


def furnish(seed, end):
    """Make what is missing of the site around the articles; twice makes nothing twice."""
    add_identity(end)
    shelf = Shelf(images=list(add_pictures(seed)))
    found = topics()
    found.pop(COMMON)
    for order, topic in enumerate(found.values()):
        shelf.categories[topic.name] = _category(topic, order)
        shelf.tags.update((name, _tag(name)) for name in topic.tags)
    add_videos(shelf.images, end)
    return shelf


def add_identity(end):
    Identity.objects.get_or_create(pk=1)
    Identity.objects.filter(address="").update(**IDENTITY)  # what staff wrote stays
    for order, (slug, (title, body)) in enumerate(PAGES.items()):
        dated = {"is_live": True, "review": "imported", "published_at": end - timedelta(days=3650)}
        said = {"title": title, "body": body, "order": order, "language": "en" if slug == "en" else ""}
        Page.objects.get_or_create(slug=slug, defaults=said | dated)
    if not Link.objects.exists():
        rows = [(place, order, link) for place, links in LINKS.items() for order, link in enumerate(links)]
        Link.objects.bulk_create(Link(place=place, order=n, title=title, url=url) for place, n, (title, url) in rows)
    add_visits(end)


def add_visits(end):
    Counter.objects.get_or_create(name="visits", defaults={"value": VISITS})
    for n in range(7):
        values = {"count": 900 + 137 * (n * 5 % 7)}
        DailyCount.objects.get_or_create(kind="visit", day=end.date() - timedelta(days=n), object_id=0, defaults=values)


def add_pictures(seed):
    """Primary keys of the drawn pictures, each stored under a name made of its content."""
    for number, picture in enumerate(pictures(PICTURES, seed), 1):
        big, small = normalise(ContentFile(picture.jpeg, name=f"mau-{number}.jpg"))
        told = {"alt": picture.alt, "caption": "Ảnh minh họa", "credit": "Tổ Tin tức"}
        values = told | {"card": _stored(small), "width": picture.size[0], "height": picture.size[1]}
        yield _image(_stored(big), values)


def _image(name, values):
    # get_or_create would open the stored file to measure what is known.
    known = Image.objects.filter(file=name).values_list("pk", flat=True).first()
    return known or Image.objects.bulk_create([Image(file=name, **values)])[0].pk


def _stored(content):
    name = f"anh/mau/{content.name}"
    return name if default_storage.exists(name) else default_storage.save(name, content)


def _category(topic, order):
    section, _ = Category.objects.get_or_create(name=topic.name, defaults={"order": order})
    children = [
        Category.objects.get_or_create(name=name, defaults={"parent": section, "order": number})[0].pk
        for number, name in enumerate(topic.children)
    ]
    return section.section.pk, children


def _tag(name):
    return Tag.objects.get_or_create(folded=Tag.fold(name), defaults={"name": name, "slug": slugify(name, 90)})[0].pk


def add_videos(images, end):
    if Programme.objects.filter(title__in=PROGRAMMES).exists():
        return
    name = "video/mau/phim-mau.mp4"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(FILM.read_bytes()))
    for order, (title, parts) in enumerate(PROGRAMMES.items()):
        programme = Programme.objects.create(title=title, order=order, description=ABOUT_FILM)
        for number, part in enumerate(parts):
            _video(
                programme, part, name, images[(order * 3 + number) % len(images)], end - timedelta(days=40 * order + 9)
            )


def _video(programme, part, file, poster, published_at):
    title = f"{programme.title} {part}".strip() if len(part) < 2 else f"{programme.title} - {part}"
    Video.objects.create(
        programme=programme, part=part, title=title, description=ABOUT_FILM, file=file, poster_id=poster,
        view_count=137 + 61 * (programme.order + len(part)), is_live=True, review="imported", published_at=published_at,
    )  # fmt: skip
