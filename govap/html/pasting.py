"""The paste desk: what comes from Word, Outlook, Excel, Google Docs, Zalo, Facebook, a PDF or the former portal."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from govap import encodings

from . import blocks
from .cleaning import clean
from .flow import Flow, strings
from .notes import with_notes
from .pictures import Lift, Pictures, leave
from .recognising import recognised
from .styles import Styles, sheet_of
from .tables import simple
from .tree import Node, read
from .typed import DRAWN

MAX_ROUNDS = 4
_TEXT = re.compile(r"(?<=>)[^<>]+|^[^<>]+")
# Bullets as Word leaves them in plain text: letters of the fonts that drew them, "o" below "·".
_LIST_OF_WORD = re.compile(r"^·\t\S", re.MULTILINE)
_BULLET_OF_WORD = re.compile(rf"^([{''.join(DRAWN)}])\t(?=\S)", re.MULTILINE)
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Pasted:
    """`html` is what clean() would leave as it is; `warnings` are Vietnamese sentences; `encoding` as in encodings.

    `converted` is the paste in Unicode, with the capitals of fonts that have no others; "" when it was that.
    """

    html: str
    warnings: tuple[str, ...] = ()
    encoding: str | None = None
    converted: str = ""


def tidy_paste(html: str, lift: Lift = leave) -> Pasted:
    """A paste as the site writes it: headings, lists and tables recognised, every word kept but what was deleted.

    Doing it twice changes nothing. `lift(content, name)` stores a picture that came along and gives its address.
    """
    pictures, encoding, converted, is_ours = Pictures(lift), None, "", _is_ours(html)
    if "<v:imagedata" in html:
        pictures.report_shapes(html)
    for number in range(MAX_ROUNDS):
        tree = read(html)
        with_notes(tree, is_ours=is_ours)
        found = encodings.legacy_encoding("\n".join(strings(tree)))
        # The soft hyphen is the letter ư in TCVN3, so that it may go only where the text is not that.
        flow = Flow(Styles(sheet_of(html)), _once(pictures.of), simple, keeps_soft_hyphens=found == "TCVN3")
        written = blocks.written(recognised(flow.blocks_of(tree.children)))
        if found and not number:
            # Converted before anything is recognised: the motto is one, and the letterhead above it, only in Unicode.
            encoding, flow.encoding = found, found
            converted = clean(blocks.written(recognised(flow.blocks_of(tree.children))))
        before, html, is_ours = html, clean(written), True
        # Seldom is there anything that a second look sees otherwise: a footnote whose picture has become an emoji.
        if html == before or (html == written and found != "TCVN3" and '<a href="#' not in html):
            break
    return Pasted(html, tuple(pictures.warnings), encoding, converted)


def _once(picture: Callable[[Node], str]) -> Callable[[Node], str]:
    """Asked of each image of a tree once, however often the tree is read: a picture goes into the library."""
    known: dict[int, str] = {}

    def of(image: Node) -> str:
        if id(image) not in known:
            known[id(image)] = picture(image)
        return known[id(image)]

    return of


def _is_ours(html: str) -> bool:
    """Whether our own editor wrote it, so that <small> is a footnote: no browser copies a page without styles."""
    return "<small" in html and ("data-pm-slice" in html or clean(html) == html)


def paste_text(text: str) -> Pasted:
    """The same of plain text, each line of which is a paragraph."""
    if _LIST_OF_WORD.search(text):
        text = _BULLET_OF_WORD.sub(lambda bullet: f"{DRAWN[bullet[1]]} ", text)
    lines = [escape(line, quote=False) for line in _LINE_END.split(text)]
    return tidy_paste(f"<div>{'<br>'.join(lines)}</div>")


def convert(html: str, encoding: str) -> str:
    """HTML of clean() with its words in Unicode; tags and addresses stay. `encoding` as in encodings.convert()."""
    return clean(_TEXT.sub(lambda text: encodings.convert(text[0], encoding), html))
