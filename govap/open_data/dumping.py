"""Everything that is published, as files for anybody: JSON Lines, gzip, each with its SHA-256.

A new dump is written beside the old one under names of its own and appears when the list of files is replaced, so that
a reader sees the old dump or the new one and a dump that breaks off changes nothing. The dump before is kept, for those
who are still downloading it.
"""

import fcntl
import gzip
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from govap.api import listing, shapes
from govap.delivery.addresses import site_address
from govap.editorial import corrections
from news.models import Category

LIST, SUMS, LOCK = "muc-luc.json", "SHA256SUMS", ".khoa"
FILE = re.compile(r"[a-z-]+-[0-9]{8}T[0-9]{6}\.jsonl\.gz")
UNDATED = re.compile(r"[a-z-]+\.jsonl\.gz")  # the address that stays, whatever the date
CHUNK = 200  # rows in memory at once


class AlreadyRunning(Exception):
    """Another dump is being written into the same folder."""


def home() -> Path:
    """Where the site looks for the dump that it offers."""
    return Path(settings.VAR_DIR) / "du-lieu-mo"


def dump(folder: Path) -> dict[str, Any]:
    """Write a new dump into `folder`; its list of files. Raises AlreadyRunning and OSError, the old dump in place."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder), tempfile.TemporaryDirectory(prefix=".dang-ghi-", dir=folder) as scratch:
        before, now = listed(folder), timezone.localtime()
        made = [_write(Path(scratch), *part, now) for part in _parts(site_address())]
        found = {"made_at": now.isoformat(timespec="seconds"), "files": made}
        for one in made:
            (Path(scratch) / one["name"]).replace(folder / one["name"])
        _replace(folder / SUMS, "".join(f"{one['sha256']}  {one['name']}\n" for one in made), scratch)
        _replace(folder / LIST, json.dumps(found, ensure_ascii=False, indent=1) + "\n", scratch)
        _forget(folder, keep={one["name"] for one in [*made, *before["files"]]})
    return found


def listed(folder: Path) -> dict[str, Any]:
    """The dump that stands in a folder: {"made_at": ISO or None, "files": [{"name", "title", "items", "bytes",
    "sha256"}]}."""
    try:
        return json.loads((folder / LIST).read_text())
    except FileNotFoundError:
        return {"made_at": None, "files": []}


def newest(folder: Path, undated: str) -> str | None:
    """The file of the newest dump behind a name without a date: "bai-viet.jsonl.gz"."""
    return next((one["name"] for one in listed(folder)["files"] if without_date(one["name"]) == undated), None)


def without_date(name: str) -> str:
    return re.sub(r"-[0-9T]+(?=\.jsonl\.gz$)", "", name)


def _parts(base: str) -> Iterator[tuple[str, str, Iterable[dict]]]:
    """Name, title and items of each file."""
    articles = corrections.beside(listing.articles()).iterator(CHUNK)
    videos = corrections.beside(listing.videos()).iterator(CHUNK)
    yield "bai-viet", "Bài viết với toàn văn", (shapes.whole_article(one, base) for one in articles)
    yield "video", "Video", (shapes.whole_video(one, base) for one in videos)
    categories = Category.objects.visible().select_related("parent")
    yield "chuyen-muc", "Chuyên mục", (shapes.category(one, base) for one in categories)
    yield "the", "Thẻ", (shapes.tag(one, base) for one in listing.tags().iterator(CHUNK))


def _write(scratch: Path, stem: str, title: str, items: Iterable[dict], now) -> dict[str, Any]:
    path, number = scratch / f"{stem}-{now:%Y%m%dT%H%M%S}.jsonl.gz", 0
    with path.open("wb") as raw:
        # No name and time inside: the same content has the same sum.
        with gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as packed:
            for item in items:
                packed.write(json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                number += 1
        raw.flush()
        os.fsync(raw.fileno())
    with path.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return {"name": path.name, "title": title, "items": number, "bytes": path.stat().st_size, "sha256": digest}


def _replace(path: Path, content: str, scratch: str) -> None:
    new = Path(scratch) / path.name
    new.write_text(content)
    new.replace(path)


def _forget(folder: Path, keep: set[str]) -> None:
    for path in folder.iterdir():
        if FILE.fullmatch(path.name) and path.name not in keep:
            path.unlink()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"Một lần xuất khác đang ghi vào {folder}.") from None
        yield
