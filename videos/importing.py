"""Titles of the old video library as programmes and their parts."""

import re
from collections.abc import Iterable
from datetime import datetime

from govap import text

from .models import Programme, Video

_PART = re.compile(r"(?P<base>.*\w.*?)(?: (?P<letter>[A-E])|\s+[-–—]\s+(?P<phrase>Phần [0-9]{1,2}))", re.IGNORECASE)


def split_part(title: str) -> tuple[str, str]:
    """("Phòng cháy chữa cháy", "A"), (…, "Phần 2"); the part is empty where a title names none."""
    found = _PART.fullmatch(title)
    if not found or (found["letter"] or "A").islower():
        return title, ""
    return found["base"].strip(), found["letter"] or found["phrase"].capitalize()


def store(titles: Iterable[str], published_at: datetime) -> int:
    """Add the videos that are not there yet; how many. The portal kept their files elsewhere: they come without one."""
    keys = {f"video:{text.fold(title)}"[:200]: title for title in titles}
    known = set(Video.objects.filter(legacy_key__in=keys).values_list("legacy_key", flat=True))
    new = {key: title for key, title in keys.items() if key not in known}
    programmes = (
        {text.fold(programme.title): programme for programme in Programme.objects.order_by("-pk")} if new else {}
    )
    for key, title in new.items():
        base, part = split_part(title)
        folded = text.fold(base)
        programmes[folded] = programmes.get(folded) or Programme.objects.create(title=base)
        Video.objects.create(
            programme=programmes[folded],
            part=part,
            title=title,
            is_live=True,
            review="imported",
            published_at=published_at,
            legacy_key=key,
        )
    return len(new)
