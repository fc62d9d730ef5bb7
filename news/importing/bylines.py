"""Bylines: "Bài: BA MINH - Ảnh: Ban Dân vận Quận ủy", "Tin, ảnh: A, B", "Nguồn: …"."""

import re

from news.bylines import MAX_NAME, MAX_PEOPLE

MAX_LENGTH = 300

_LABELS = {"bài": "bai", "tin": "tin", "ảnh": "anh", "video": "video", "clip": "video", "nguồn": "nguon"}
_LABEL = rf"(?:{'|'.join(_LABELS)})"
_GROUP = re.compile(rf"(?<!\w)({_LABEL}(?:\s*(?:,|-|–|/|&|và)\s*{_LABEL})*)\s*:", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*[,;]\s*|\s+[-–—]\s+")


def read_byline(text: str) -> list[dict[str, str]]:
    """People by role, in the order of the line; empty when the text is no byline."""
    if len(text) > MAX_LENGTH or not _GROUP.match(text):
        return []
    parts = _GROUP.split(text)[1:]
    people = [
        person for labels, names in zip(parts[::2], parts[1::2], strict=True) for person in _people(labels, names)
    ]
    fits = len(people) <= MAX_PEOPLE and all(len(person["name"]) <= MAX_NAME for person in people)
    return people if fits else []


def _people(labels: str, names: str) -> list[dict[str, str]]:
    roles = [_LABELS[label.lower()] for label in re.findall(_LABEL, labels, re.IGNORECASE)]
    found = [name.strip(" .-–—|()") for name in _BETWEEN_NAMES.split(names)]
    return [{"role": role, "name": name} for role in roles for name in found if name]
