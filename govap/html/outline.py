"""Headings of a drawn text: each has an address of its own, made of its words, and a contents list can name them."""

import re
from collections import Counter
from html import unescape
from typing import NamedTuple

from govap.text import slugify

PREFIX = "muc-"  # so that no heading can take the address of a part of the page
_MAX_ID = 60
_MAX_TITLE = 200
_NOTE_MARK = re.compile('<sup class="note-mark">.*?</sup>', re.DOTALL)
_TAG = re.compile("<[^>]*>")
_HEADING = re.compile(rf'<(h[23]) id="({PREFIX}[a-z0-9-]+)">(.*?)</\1>', re.DOTALL)


class Heading(NamedTuple):
    """`address` is the id that drawing gave it, `level` 2 or 3."""

    level: int
    address: str
    title: str


def outline(drawn: str) -> list[Heading]:
    """The headings of HTML as render() gives it, in their order."""
    return [Heading(int(tag[1]), address, words_of(inside)) for tag, address, inside in _HEADING.findall(drawn)]


def words_of(inside: str) -> str:
    """What a heading says, without the marks of footnotes."""
    return " ".join(unescape(_TAG.sub("", _NOTE_MARK.sub("", inside))).split())[:_MAX_TITLE]


class Addresses:
    """Ids for the headings of one page: the same words twice get a number behind them."""

    def __init__(self) -> None:
        self.given: Counter[str] = Counter()

    def of(self, inside: str) -> str:
        """The id of a heading with this HTML in it; "" for one that says nothing."""
        words = words_of(inside)
        if not words:
            return ""
        plain = PREFIX + slugify(words, _MAX_ID)
        address = plain
        while self.given[address]:
            self.given[plain] += 1
            address = f"{plain}-{self.given[plain]}"
        self.given[address] += 1
        return address
