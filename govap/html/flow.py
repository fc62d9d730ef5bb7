"""From the tree of a paste to the flat list of its blocks."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import count
from typing import NamedTuple

from govap import encodings
from govap.text import nfc

from . import letters
from .blocks import Block, one_line
from .inline import Run, markup, name_of, tidied, with_mark, without_mark
from .links import anchor
from .styles import Style, Styles, is_bold, is_hidden
from .tree import BLOCKS, Node
from .typed import DRAWN, LETTERS, PICTURED, counted

MARKS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "u": "u", "s": "s", "strike": "s", "sub": "sub",
    "sup": "sup",
}  # fmt: skip
MAX_LEVEL = 9
_OLD_HEADING = re.compile(r"\bms-rteElement-H([1-6])|\bMso(?:Heading|Title)([1-6]?)", re.IGNORECASE)
_SPACER = re.compile(r"7(?:\.0)?pt ")
_WORD_LIST = re.compile(r"\bl\d+ level([1-9])")


class Place(NamedTuple):
    """Where in the page a text stands."""

    kind: str = "p"
    in_quote: bool = False
    level: int = 0
    number: int = 0
    letter: str = ""
    item: int = 0
    is_fresh: bool = False
    keeps_lines: bool = False
    is_word_item: bool = False
    in_paragraph: bool = False  # so that a break is one within it, not the end of a line that is a paragraph


@dataclass
class Flow:
    """`picture` gives the markup of an image, "" if there is none to show; `table` that of a table or None."""

    styles: Styles
    picture: Callable[[Node], str]
    table: Callable[["Flow", Node], str | None]
    keeps_soft_hyphens: bool = False
    encoding: str = ""  # as in encodings: what the words are converted from
    blocks: list[Block] = field(default_factory=list)
    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    place: Place = field(default_factory=Place)
    typed: str = ""  # the bullet or number of Word that stands before the item being read
    items: int = 0
    notes: Iterator[int] = field(default_factory=lambda: count(1))
    is_note: bool = False

    def blocks_of(
        self,
        nodes: Iterable[Node | str],
        marks: tuple[str, ...] = (),
        *,
        has_tables: bool = True,
        is_note: bool = False,
    ) -> list[Block]:
        """The blocks of a part by itself, such as a cell; without `has_tables` a table in it lies flat.

        The words of a note are converted with the line in which it stands.
        """
        table = self.table if has_tables else lambda *_: None
        part = Flow(self.styles, self.picture, table, self.keeps_soft_hyphens, self.encoding, notes=self.notes)
        part.is_note = is_note
        part._all(nodes, marks)
        part._end()
        return part.blocks

    def _all(self, nodes: Iterable[Node | str], marks: tuple[str, ...]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self._text(node, marks)
            else:
                self._node(node, marks)

    def _node(self, node: Node, marks: tuple[str, ...]) -> None:
        style = self.styles.of(node)
        if is_hidden(node, style):
            return
        if self.encoding:
            marks = letters.marked(marks, node, style)
        if action := _ACTIONS.get(node.tag):
            action(self, node, marks)
        elif node.tag in BLOCKS:
            self._within(self._place_of(node, style), node, _marked(marks, style))
        elif "ignore" in style.get("mso-list", "") and not self.typed:
            self.typed = self._tidy("".join(strings(node))).strip()
        elif sign := self._symbol(node, style):
            self._text(sign, marks)
        else:
            if _SPACER.match(style.get("font", "")) and not "".join(strings(node)).strip():
                self._draw_bullet()
            self._all(node.children, self._marks_of(node, style, marks))

    def _symbol(self, node: Node, style: Style) -> str:
        """What a single letter in a font of pictures shows: "Ø" before a line is a bullet, "à" in it an arrow."""
        font = style.get("font-family", node.attributes.get("face", "")).lower().lstrip("\"' ")
        is_wingdings = font.startswith("wingdings")
        if not (is_wingdings or font.startswith("symbol")) or len(node.children) != 1:
            return ""
        letter = node.children[0].strip() if isinstance(node.children[0], str) else ""
        starts = not any(run.text.strip() for run in self.lines[-1])
        bullet = DRAWN.get(letter) if starts else None
        return f"{bullet} " if bullet else PICTURED.get(letter, "") if is_wingdings else ""

    def _draw_bullet(self) -> None:
        """What stands alone before Word's narrow gap is a bullet, though its font be lost and only "o" or "§" left."""
        runs = [run for run in self.lines[-1] if run.text.strip()]
        if len(self.lines) == len(runs) == 1 and (sign := DRAWN.get(runs[0].text.strip())):
            self.lines[-1] = [Run(sign, runs[0].marks)]

    def _tidy(self, text: str) -> str:
        return nfc(text if self.keeps_soft_hyphens else text.replace("\u00ad", ""))

    def _text(self, text: str, marks: tuple[str, ...]) -> None:
        tidy = self._tidy(text)
        if not self.place.keeps_lines or "\n" not in tidy:
            self.lines[-1].append(Run(tidy, marks))
            return
        for number, part in enumerate(tidy.split("\n")):
            if number:
                self.lines.append([])
            self.lines[-1].append(Run(part, marks))

    def _marks_of(self, node: Node, style: Style, marks: tuple[str, ...]) -> tuple[str, ...]:
        name = MARKS.get(node.tag)
        in_link = name == "u" and any(name_of(mark) == "a" for mark in marks)
        if name and not in_link and not (name == "strong" and is_bold(style) is False):
            marks = with_mark(marks, name)
        if style.get("white-space", "").startswith("pre") and not self.place.keeps_lines:
            # Only texts without tags of their own: in a page's markup the ends of lines are an editor's.
            self.place = self.place._replace(keeps_lines=True)
        return _marked(marks, style)

    def _place_of(self, node: Node, style: Style) -> Place:
        outer = self.place
        keeps_lines = outer.keeps_lines or node.tag == "pre" or style.get("white-space", "").startswith("pre")
        if level := _WORD_LIST.search(style.get("mso-list", "")):
            self.items += 1
            kind = node.tag if node.tag[0] == "h" and node.tag[1:].isdigit() else "li"
            word = outer._replace(kind=kind, item=self.items, level=int(level[1]), is_word_item=True)
            return word._replace(keeps_lines=keeps_lines, number=0, letter="", is_fresh=False)
        if node.tag == "p" and not outer.in_paragraph:
            outer = outer._replace(in_paragraph=True)
        if keeps_lines is outer.keeps_lines and node.tag in ("p", "div") and len(node.attributes) < 2:
            kind = _heading(node)
            return outer if not kind else outer._replace(kind=kind)
        in_quote = outer.in_quote or node.tag == "blockquote"
        kind = _heading(node) or ("p" if node.tag in ("blockquote", "dt", "dd") and outer.kind != "li" else outer.kind)
        return outer._replace(kind=kind, in_quote=in_quote, keeps_lines=keeps_lines)

    def _within(self, place: Place, node: Node, marks: tuple[str, ...]) -> None:
        self._end()
        outer, self.place = self.place, place
        self._all(node.children, marks)
        self._end()
        self.place = outer

    def _end(self) -> None:
        if self.lines == [[]]:  # most ends are those of a tag within a tag
            self.typed = ""
            return
        lines = [tidied(line) for line in self.lines]
        self.lines, typed, self.typed = [[]], self.typed, ""
        if self.encoding and not self.is_note:
            lines = [letters.in_unicode(line, self.encoding) for line in lines]
            typed = encodings.convert(typed, self.encoding)
        place = self.place
        if not any(lines):
            return
        if place.kind != "p":
            lines = [line for line in lines if line]
        last = self.blocks[-1] if self.blocks else None
        if last and place.item and last.kind == place.kind == "li" and last.item == place.item:
            last.lines += lines
            return
        number, letter = (place.number, place.letter) if not place.is_word_item else counted(typed)
        block = Block(place.kind, lines, in_quote=place.in_quote, item=place.item, level=place.level, typed=typed)
        block.number, block.letter, block.is_fresh = number, letter, place.is_fresh
        block.is_loose = not place.in_paragraph
        self.blocks.append(block)

    def _break(self, node: Node, marks: tuple[str, ...]) -> None:
        self.lines.append([])

    def _rule(self, node: Node, marks: tuple[str, ...]) -> None:
        self._raw("<hr>")

    def _raw(self, raw: str) -> None:
        self._end()
        if raw:
            self.blocks.append(Block("raw", raw=raw, in_quote=self.place.in_quote))

    def _image(self, node: Node, marks: tuple[str, ...]) -> None:
        found = self.picture(node)
        if found.startswith("<"):
            self._raw(found)
        elif found:
            self._text(found, marks)

    def _link(self, node: Node, marks: tuple[str, ...]) -> None:
        if opening := anchor(node):
            marks = with_mark(marks, opening)
        self._all(node.children, _marked(without_mark(marks, "u") if opening else marks, self.styles.of(node)))

    def _note(self, node: Node, marks: tuple[str, ...]) -> None:
        """A footnote in one line, or its words where they stand if there is more than words in it."""
        blocks = self.blocks_of(node.children, has_tables=False, is_note=True)
        if any(block.kind == "raw" for block in blocks):
            self._all(node.children, marks)
            return
        name = f"small {next(self.notes)}"
        line = tidied([run for block in blocks for run in (*one_line(block), Run(" ", ()))])
        self.lines[-1] += [run._replace(marks=with_mark(run.marks, name)) for run in line]

    def _list(self, node: Node, marks: tuple[str, ...]) -> None:
        self._end()
        outer, number = self.place, _whole(node.attributes.get("start", "")) or 1
        style = self.styles.of(node)
        letter = LETTERS.get(style.get("list-style-type", ""), node.attributes.get("type", ""))
        letter = letter if letter in {"a", "A", "i", "I"} else ""
        is_fresh = True
        for child in node.children:
            is_item = isinstance(child, Node) and child.tag == "li"
            place = outer._replace(kind="li", level=outer.level + 1, number=0, letter="", is_fresh=is_fresh)
            if is_item and node.tag == "ol":
                place = place._replace(number=number, letter=letter)
            self._item(child, place, marks, is_item=is_item)
            if is_item:
                number, is_fresh = number + 1, False
        self.place = outer

    def _item(self, child: Node | str, place: Place, marks: tuple[str, ...], *, is_item: bool) -> None:
        if is_item and isinstance(child, Node):
            self.items += 1
            style, said = self.styles.of(child), child.attributes
            level = min(_whole(said.get("data-aria-level", said.get("aria-level", ""))), MAX_LEVEL)
            if level > place.level or said.get("data-aria-posinset", "1") != "1":
                # Word Online gives each item a list of its own, and says beside it how deep it is and which in number.
                place = place._replace(level=max(level, place.level), is_fresh=False)
            self._within(place._replace(item=self.items), child, _marked(marks, style))
        else:
            # A list straight inside a list, as Google Docs nests them, belongs one level deeper.
            self.place = place
            self._all([child], marks)
            self._end()

    def _lone_item(self, node: Node, marks: tuple[str, ...]) -> None:
        self.items += 1
        level = max(self.place.level, 1)
        self._within(self.place._replace(kind="li", level=level, item=self.items, number=0), node, marks)

    def _table(self, node: Node, marks: tuple[str, ...]) -> None:
        found = self.table(self, node)
        if found is None:
            self._layout(node, marks)
        else:
            self._raw(found)

    def _layout(self, node: Node, marks: tuple[str, ...]) -> None:
        """A table that only lays out: each cell's blocks one after the other."""
        self._within(self.place, node, marks)

    def _figure(self, node: Node, marks: tuple[str, ...]) -> None:
        name = next((name for name in ("data-video", "data-album") if name in node.attributes), "")
        if name:
            self._raw(f'<figure {name}="{escape(node.attributes[name])}"></figure>')
        captions = list(node.of("figcaption"))
        images = list(node.of("img"))
        if len(captions) != 1 or len(images) != 1 or len(_words_of(node)) != len(_words_of(captions[0])):
            self._within(self.place, node, marks)
        elif (picture := self.picture(images[0])).startswith("<figure>"):
            lines = [line for block in self.blocks_of(captions[0].children) for line in block.lines if line]
            caption = "<br>".join(map(markup, lines))
            self._raw(picture.replace("</figure>", f"<figcaption>{caption}</figcaption></figure>"))
        else:
            self._within(self.place, captions[0], marks)


_ACTIONS = {
    "br": Flow._break,
    "hr": Flow._rule,
    "img": Flow._image,
    "a": Flow._link,
    "small": Flow._note,
    "ul": Flow._list,
    "ol": Flow._list,
    "li": Flow._lone_item,
    "table": Flow._table,
    "td": Flow._layout,
    "th": Flow._layout,
    "caption": Flow._layout,
    "figure": Flow._figure,
}


def _heading(node: Node) -> str:
    if node.tag[0] == "h" and node.tag[1:].isdigit():
        return node.tag
    if node.attributes.get("role") == "heading":
        return f"h{min(_whole(node.attributes.get('aria-level', '')) or 2, 6)}"
    found = _OLD_HEADING.search(node.attributes.get("class", ""))
    return f"h{found[1] or found[2] or 1}" if found else ""


def _marked(marks: tuple[str, ...], style: Style) -> tuple[str, ...]:
    """The marks as a style changes them, for what is bold or slanted without a tag of its own."""
    if not style:
        return marks
    wanted = {
        "strong": is_bold(style),
        "em": _says(style, "font-style", "italic", "normal"),
        "u": "underline" in style.get("text-decoration", style.get("text-decoration-line", "")) or None,
        "s": "line-through" in style.get("text-decoration", style.get("text-decoration-line", "")) or None,
        "sup": _says(style, "vertical-align", "super", "baseline"),
        "sub": _says(style, "vertical-align", "sub", "baseline"),
    }
    for name, value in wanted.items():
        if value:
            marks = with_mark(marks, name)
        elif value is False:
            marks = without_mark(marks, name)
    return without_mark(marks, "u") if any(name_of(mark) == "a" for mark in marks) else marks


def _says(style: Style, name: str, on: str, off: str) -> bool | None:
    value = style.get(name, "")
    return True if value.startswith(on) else False if value == off else None


def _whole(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 3 else 0


def strings(node: Node) -> Iterator[str]:
    waiting: list[Node | str] = [node]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
        else:
            waiting += reversed(found.children)


def _words_of(node: Node) -> list[str]:
    return " ".join(strings(node)).split()
