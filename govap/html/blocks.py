"""Paragraphs, headings, items and what is kept whole: the flat list that a paste becomes, and its markup."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .inline import Line, markup, tidied, words


@dataclass(slots=True)
class Block:
    """`kind` is p, h1 to h6, li or raw (a table, a picture, a rule), whose markup is `raw`."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    raw: str = ""
    in_quote: bool = False
    item: int = 0  # which <li> it came from: its further paragraphs are its further lines
    level: int = 0
    number: int = 0  # of an item in an ordered list; 0 for a bullet
    letter: str = ""  # "a", "A", "i" or "I" where a list is not counted in digits
    is_fresh: bool = False  # begins a list of its own
    is_loose: bool = False  # its lines stood one below the other, in no paragraph
    typed: str = ""  # the number or bullet as Word writes it beside an item

    @property
    def text(self) -> str:
        return words(self.lines[0]) if len(self.lines) == 1 else " ".join(words(line) for line in self.lines)

    @property
    def is_plain(self) -> bool:
        return self.kind == "p" and not self.in_quote

    @property
    def is_heading(self) -> bool:
        return self.kind[0] == "h"


def inside(block: Block) -> str:
    if len(block.lines) == 1:
        return markup(block.lines[0])
    return "<br>".join(markup(line) for line in block.lines)


def one_line(block: Block) -> Line:
    return tidied([run for line in block.lines if line for run in (*line, line[0]._replace(text=" "))])


def written(blocks: Sequence[Block]) -> str:
    """The HTML of the blocks: quotations and lists of neighbours joined."""
    pieces: list[str] = []
    place = 0
    while place < len(blocks):
        end = place + 1
        if blocks[place].in_quote:
            while end < len(blocks) and blocks[end].in_quote:
                end += 1
            pieces.append(f"<blockquote>{_unquoted(blocks[place:end])}</blockquote>")
        elif blocks[place].kind == "li":
            while end < len(blocks) and blocks[end].kind == "li" and not blocks[end].in_quote:
                end += 1
            pieces.append(_List().written(blocks[place:end]))
        else:
            pieces.append(_single(blocks[place]))
        place = end
    return "".join(pieces)


def _unquoted(blocks: Sequence[Block]) -> str:
    for block in blocks:
        block.in_quote = False
    return written(blocks)


def _single(block: Block) -> str:
    if block.kind == "raw":
        return block.raw
    return f"<{block.kind}>{inside(block)}</{block.kind}>"


class _List:
    """Writes items of any levels; a level that is jumped over is not opened."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.opened: list[Block] = []  # the item last written at each open level

    def written(self, items: Sequence[Block]) -> str:
        for item in items:
            self._go_to(item)
            self.pieces.append(f"<li>{inside(item)}")
        self._close_to(0)
        return "".join(self.pieces)

    def _go_to(self, item: Block) -> None:
        while len(self.opened) > 1 and self.opened[-1].level > item.level:
            self._close()
        last = self.opened[-1] if self.opened else None
        if last and item.level > last.level:
            self._open(item)
        elif last and _continues(last, item):
            self.pieces.append("</li>")
            self.opened[-1] = item
        else:
            if last:
                self._close()
            self._open(item)

    def _open(self, item: Block) -> None:
        kind = f' type="{item.letter}"' if item.letter else ""
        start = f' start="{item.number}"' if item.number > 1 else ""
        self.pieces.append(f"<ol{start}{kind}>" if item.number else "<ul>")
        self.opened.append(item)

    def _close(self) -> None:
        self.pieces.append("</li></ol>" if self.opened.pop().number else "</li></ul>")

    def _close_to(self, count: int) -> None:
        while len(self.opened) > count:
            self._close()


def _continues(last: Block, item: Block) -> bool:
    if bool(last.number) != bool(item.number) or last.letter != item.letter:
        return False
    return item.number == last.number + 1 if item.number else not item.is_fresh
