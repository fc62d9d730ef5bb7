"""Titles that lists and phones cut off."""

from collections.abc import Iterator

from .findings import Finding, Place
from .reading import Text

MOST = 120  # signs


def long_titles(texts: list[Text]) -> Iterator[Finding]:
    for number, text in enumerate(texts):
        length = len(text.words)
        if text.field == "title" and length > MOST:
            remedy = f"Nên rút còn {MOST} ký tự: danh sách tin và điện thoại cắt phần cuối."
            yield Finding("title", f"Tiêu đề dài {length} ký tự.", remedy, Place(number, MOST, length))
