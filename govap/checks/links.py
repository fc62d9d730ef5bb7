"""Links whose words do not say where they lead. Whoever hears a page reads the links alone."""

import re
from collections.abc import Iterator

from .findings import Finding, Place
from .reading import Link, Page

_REMEDY = "Viết tên trang hoặc tài liệu mà liên kết dẫn tới, ví dụ “Kế hoạch tiếp công dân năm 2017”."
# Made of these words alone, a link says nothing by itself; at least one of them must be of the second set.
_POLITE = {
    "xin", "mời", "vui", "lòng", "hãy", "các", "bạn", "quý", "vị", "để", "theo", "đường", "liên", "tại", "vào", "ở",
    "này", "sau", "nhé", "thêm", "và",
}  # fmt: skip
_EMPTY_WORDS = {
    "đây", "xem", "đọc", "bấm", "nhấn", "nhấp", "click", "kích", "chuột", "tải", "về", "xuống", "chi", "tiết", "tiếp",
    "nữa", "here", "more", "read", "link", "dẫn", "kết", "truy", "cập",
}  # fmt: skip
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60  # signs of a link that says nothing
_SCHEME = re.compile(r"(?:[a-z]+:|[/#?])", re.IGNORECASE)


def vague_links(page: Page) -> Iterator[Finding]:
    for link in page.links:
        words = page.texts[link.text].words[link.start : link.end]
        if what := _fault(words, link):
            place = Place(link.text, link.start, link.end) if words else None
            node = None if words else ("href", link.href)
            yield Finding("link", what, _REMEDY, place, node=node)
        if link.href and not link.document and not _SCHEME.match(link.href):
            what = f"Địa chỉ “{link.href[:60]}” thiếu phần đầu."
            remedy = "Địa chỉ bắt đầu bằng https:// (trang khác) hoặc dấu / (trang của cổng này)."
            yield Finding("link", what, remedy, Place(link.text, link.start, link.end))


def _fault(words: str, link: Link) -> str:
    if not words:
        return "" if link.has_picture else "Liên kết không có chữ."
    if _ADDRESS.fullmatch(words):
        return "Chữ của liên kết là một địa chỉ."
    return f"Chữ “{words}” không nói liên kết dẫn tới đâu." if _is_vague(words) else ""


def _is_vague(words: str) -> bool:
    if len(words) > _LONGEST:
        return False
    said = set(_WORD.findall(words.lower()))
    return said <= _POLITE | _EMPTY_WORDS and (bool(said & _EMPTY_WORDS) or not said)
