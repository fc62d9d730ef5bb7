"""The paste desk: what comes from Word, Outlook, Excel, Google Docs, Zalo, Facebook, a PDF or the former portal."""

import re
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
from .tree import read

MAX_ROUNDS = 4
_TEXT = re.compile(r"(?<=>)[^<>]+|^[^<>]+")
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Pasted:
    """`html` is what clean() would leave as it is; `warnings` are Vietnamese sentences; `encoding` as in encodings."""

    html: str
    warnings: tuple[str, ...] = ()
    encoding: str | None = None


def tidy_paste(html: str, lift: Lift = leave) -> Pasted:
    """A paste as the site writes it: headings, lists and tables recognised, every word kept but what was deleted.

    Doing it twice changes nothing. `lift(content, name)` stores a picture that came along and gives its address.
    """
    pictures, encoding, is_ours = Pictures(lift), None, _is_ours(html)
    if "<v:imagedata" in html:
        pictures.report_shapes(html)
    for number in range(MAX_ROUNDS):
        tree = read(html)
        with_notes(tree, is_ours=is_ours)
        found = encodings.legacy_encoding("\n".join(strings(tree)))
        encoding = encoding if number else found
        # The soft hyphen is the letter ư in TCVN3, so that it may go only where the text is not that.
        flow = Flow(Styles(sheet_of(html)), pictures.of, simple, keeps_soft_hyphens=found == "TCVN3")
        written = blocks.written(recognised(flow.blocks_of(tree.children)))
        before, html, is_ours = html, clean(written), True
        # Seldom is there anything that a second look sees otherwise: a footnote whose picture has become an emoji.
        if html == before or (html == written and found != "TCVN3" and '<a href="#' not in html):
            break
    return Pasted(html, tuple(pictures.warnings), encoding)


def _is_ours(html: str) -> bool:
    """Whether our own editor wrote it, so that <small> is a footnote: no browser copies a page without styles."""
    return "<small" in html and ("data-pm-slice" in html or clean(html) == html)


def paste_text(text: str) -> Pasted:
    """The same of plain text, each line of which is a paragraph."""
    lines = [escape(line, quote=False) for line in _LINE_END.split(text)]
    return tidy_paste(f"<div>{'<br>'.join(lines)}</div>")


def convert(html: str, encoding: str) -> str:
    """HTML of clean() with its words in Unicode; tags and addresses stay. `encoding` as in encodings.convert()."""
    return clean(_TEXT.sub(lambda text: encodings.convert(text[0], encoding), html))
