"""Cleaned HTML as citizens see it: nodes drawn, footnotes numbered and told at the end, wide tables in a frame of their
own. One walk over the tags, which clean() leaves balanced."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import NamedTuple

from govap.documents import DOCUMENT_NUMBER, find_numbers, plain_number

from .nodes import SOURCE, document_of, embed_of
from .outline import Addresses

MOST_EMBEDS = 30  # albums, and videos, that one body shows; who writes more breaks the page for a small phone
_TOKEN = re.compile("<(/?)([a-z0-9]+)([^>]*)>|[^<]+")
_CAPTION = re.compile("<caption>(.*?)</caption>", re.DOTALL)
_TAG = re.compile("<[^>]*>")
_MEASURES = re.compile(r' (?:width|height)="[0-9]*"')
_ALT = re.compile(r' alt="([^"]*)"')
_LATER = ' loading="lazy" decoding="async">'
_VOID = {"br", "hr", "img"}
_HEADINGS = {"h2", "h3"}
_IN_NOTES = {"a", "strong", "em", "u", "s", "sub", "sup", "br"}
_MAX_LABEL = 120


class Sizes(NamedTuple):
    """What a picture can be had in: srcset of WebP and of JPEG ("" without), own width and height, sizes as in HTML;
    `alt` is what the library says of it, for places where nobody said more."""

    webp: str
    jpeg: str
    width: int
    height: int
    sizes: str
    alt: str = ""


class Embed(NamedTuple):
    """What a figure shows and, where the body gives it no caption, its own one: HTML that is safe, else it is
    escaped."""

    inside: str
    caption: str


class Linked(NamedTuple):
    """Where a document is to be had, and its kind and size in words: "PDF, 1,2 MB"."""

    address: str
    size: str


class Parts(NamedTuple):
    """What may be drawn; what is named in a body and not here is not shown."""

    pictures: Mapping[str, Sizes]
    embeds: Mapping[tuple[str, int], Embed]
    documents: Mapping[int, Linked]


def drawn(html: str, parts: Parts) -> str:
    """HTML of clean() with its nodes drawn; ids in it: chu-thich-1, cho-chu-thich-1 …, cac-chu-thich, and those of
    headings (outline.py)."""
    walk = _Walk(parts)
    for token in _TOKEN.finditer(html):
        walk.take(token)
    return walk.finished()


class _Walk:
    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.sheets: list[list[str]] = [[]]  # what is being written: the page, within it a figure, a note
        self.ends: list[Callable[[], None]] = []
        self.open: Counter[str] = Counter()
        self.hidden = 0
        self.notes: list[str] = []
        self.marks: list[str] = []  # of notes within a link: a link holds no other
        self.shown: Counter[str] = Counter()
        self.addresses = Addresses()

    def take(self, token: re.Match[str]) -> None:
        closes, tag, attributes = token.groups()
        if not tag:
            self._write(DOCUMENT_NUMBER.sub(_marked, token[0]) if find_numbers(token[0]) else token[0])
        elif closes:
            self.open[tag] -= 1
            self.ends.pop()()
        elif tag in _VOID:
            self._void(tag, token[0])
        else:
            self.ends.append(self._opened(tag, attributes, token[0]))
            self.open[tag] += 1

    def finished(self) -> str:
        if self.notes:
            items = "".join(_note(number, note) for number, note in enumerate(self.notes, 1))
            self._write(
                '<section class="notes" role="doc-endnotes" aria-labelledby="cac-chu-thich">'
                f'<h2 id="cac-chu-thich">Chú thích</h2><ol>{items}</ol></section>'
            )
        # The line that an editor leaves for writing on below a picture or a table says nothing to a reader.
        return "".join(self.sheets[0]).replace("<p></p>", "")

    def _write(self, piece: str) -> None:
        self.sheets[-1].append(piece)

    def _void(self, tag: str, written: str) -> None:
        if tag == "img":
            written = "" if self.open["small"] else _picture(written, self.parts.pictures)
        self._write(" " if self.open["small"] and tag == "hr" else written)

    def _opened(self, tag: str, attributes: str, written: str) -> Callable[[], None]:
        """Begins an element; what to do at its end."""
        if tag == "small":
            return self._begin_note()
        if tag == "a":
            return self._begin_link(attributes, written)
        if self.open["small"] and tag not in _IN_NOTES:
            self._write(" ")
            return lambda: self._write(" ")
        if tag == "figure":
            return self._begin_figure(*embed_of(attributes))
        if tag in _HEADINGS or (tag == "table" and not self.open["table"]):
            return self._begin_table() if tag == "table" else self._begin_heading(tag)
        self._write(written)
        return lambda: self._write(f"</{tag}>")

    def _begin_heading(self, tag: str) -> Callable[[], None]:
        return self._sheet(lambda inside: self._write(self._heading(tag, inside)))

    def _heading(self, tag: str, inside: str) -> str:
        """The element; of one that says nothing, only what is in it: who goes by headings meets none that is empty."""
        address = self.addresses.of(inside)
        return f'<{tag} id="{address}">{inside}</{tag}>' if address else inside

    def _sheet(self, done: Callable[[str], None]) -> Callable[[], None]:
        """What follows is held back and handed to `done` when its element ends."""
        self.sheets.append([])
        return lambda: done("".join(self.sheets.pop()).strip())

    def _begin_note(self) -> Callable[[], None]:
        if self.open["small"] or self.hidden:
            self._write(" ")
            return lambda: self._write(" ")
        return self._sheet(self._end_note)

    def _end_note(self, note: str) -> None:
        if not _TAG.sub("", note).strip():
            return
        self.notes.append(note)
        self._trim()
        self.marks.append(_mark(len(self.notes)))
        self._write_marks()

    def _trim(self) -> None:
        """A mark stands at its word, whatever space was typed before it."""
        if self.sheets[-1] and not self.sheets[-1][-1].startswith("<"):
            self.sheets[-1][-1] = self.sheets[-1][-1].rstrip()

    def _write_marks(self) -> None:
        if not self.open["a"]:
            self._write("".join(self.marks))
            self.marks.clear()

    def _begin_link(self, attributes: str, written: str) -> Callable[[], None]:
        number = document_of(attributes)
        found = self.parts.documents.get(number)
        if number and not found:
            return self._write_marks  # the words alone: the document is gone
        size = f' <span class="document-size">({escape(found.size)})</span>' if found else ""
        self._write(f'<a class="document" href="{escape(found.address)}">' if found else written)
        return lambda: self._end_link(size)

    def _end_link(self, size: str) -> None:
        self._write(f"</a>{size}")
        self._write_marks()

    def _begin_figure(self, kind: str, number: int) -> Callable[[], None]:
        if not kind:
            return self._sheet(lambda inside: self._write(f"<figure>{inside}</figure>" if inside else ""))
        found = self.parts.embeds.get((kind, number))
        self.shown[kind] += found is not None and not self.hidden
        if not found or self.hidden or self.shown[kind] > MOST_EMBEDS:
            self.hidden += 1
            return self._sheet(self._end_hidden)
        return self._sheet(lambda inside: self._write(_embedded(kind, found, inside)))

    def _end_hidden(self, inside: str) -> None:
        self.hidden -= 1

    def _begin_table(self) -> Callable[[], None]:
        self.shown["table"] += not self.hidden
        label = f"Bảng {self.shown['table']}"
        return self._sheet(lambda inside: self._write(_framed(inside, label)))


def _embedded(kind: str, embed: Embed, inside: str) -> str:
    if "<figcaption>" not in inside and embed.caption:
        inside += f"<figcaption>{embed.caption}</figcaption>"
    return f'<figure class="{kind}-figure">{embed.inside}{inside}</figure>'


def _framed(inside: str, label: str) -> str:
    """A table that scrolls by itself, by keyboard too, so that the page never does."""
    if caption := _CAPTION.search(inside):
        label = " ".join(unescape(_TAG.sub("", caption[1])).split())[:_MAX_LABEL] or label
    region = f'<div class="table-frame" role="region" tabindex="0" aria-label="{escape(label)}">'
    return f"{region}<table>{inside}</table></div>"


def _mark(number: int) -> str:
    link = f'<a href="#chu-thich-{number}" id="cho-chu-thich-{number}" role="doc-noteref"'
    return f'<sup class="note-mark">{link} aria-label="Chú thích {number}">{number}</a></sup>'


def _note(number: int, note: str) -> str:
    back = f'<a class="note-back" href="#cho-chu-thich-{number}" role="doc-backlink"'
    return f'<li id="chu-thich-{number}">{note} {back} aria-label="Về chỗ có chú thích {number}">↩</a></li>'


def _picture(image: str, known: Mapping[str, Sizes]) -> str:
    source = SOURCE.search(image)
    found = known.get(unescape(source[1])) if source else None
    said = _ALT.search(image)
    if not (said and said[1]):
        image = f'{_ALT.sub("", image[:-1])} alt="{escape(found.alt if found else "")}">'
    if not found:
        return image[:-1] + _LATER
    offered = f' srcset="{escape(found.jpeg)}" sizes="{escape(found.sizes)}"' if found.jpeg else ""
    measured = _MEASURES.sub("", image[:-1]) + f'{offered} width="{found.width}" height="{found.height}"{_LATER}'
    if not found.webp:
        return measured
    webp = f'<source type="image/webp" srcset="{escape(found.webp)}" sizes="{escape(found.sizes)}">'
    return f"<picture>{webp}{measured}</picture>"


def _marked(found: re.Match[str]) -> str:
    """The number of a document as <data value>, so that it stays on one line and machines read it without spaces."""
    if not find_numbers(found[0]):
        return found[0]
    return f'<data class="document-number" value="{plain_number(found[0])}">{found[0]}</data>'
