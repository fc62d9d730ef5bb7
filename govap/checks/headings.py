"""Headings that skip a level, and those below which nothing stands."""

from collections.abc import Iterator

from .findings import Finding, Place
from .reading import Page

_SKIPPED = "Đề mục nhỏ đứng trước mọi đề mục."
_SKIPPED_REMEDY = "Đổi thành “Đề mục”, hoặc thêm một đề mục ở trên."
_EMPTY = "Đề mục không có chữ."
_EMPTY_REMEDY = "Gõ chữ cho đề mục, hoặc xóa dòng trống ấy."
_ALONE = "Dưới đề mục này không có nội dung."
_ALONE_REMEDY = "Viết nội dung bên dưới, bỏ đề mục, hoặc đổi thành đoạn văn."


def misplaced_headings(page: Page) -> Iterator[Finding]:
    last = 1  # the title is the heading of the first level
    for position, (kind, number) in enumerate(page.outline):
        if not kind:
            continue
        level, place = int(kind[1]), _place(page, number)
        if place is None:
            yield Finding("heading", _EMPTY, _EMPTY_REMEDY, node=("empty", kind))
            continue
        if level > last + 1:
            yield Finding("heading", _SKIPPED, _SKIPPED_REMEDY, place)
        if not _has_content(page, position, level):
            yield Finding("heading", _ALONE, _ALONE_REMEDY, place)
        last = level


def _place(page: Page, number: int) -> Place | None:
    return Place(number, 0, len(page.texts[number].words)) if number >= 0 and page.texts[number].words else None


def _has_content(page: Page, position: int, level: int) -> bool:
    """Content, or a heading of a lower level, which is looked at by itself."""
    following = page.outline[position + 1] if position + 1 < len(page.outline) else None
    return following is not None and (not following[0] or int(following[0][1]) > level)
