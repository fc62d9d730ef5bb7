"""Lines as a PDF broke them: sentences made whole again, words parted by a hyphen too, numbers of pages out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import inf

from govap.encodings import is_syllable

from .blocks import Block
from .inline import Line, Run, is_note, tidied, words
from .typed import typed

WRAPPED = 50  # signs of a line that a PDF broke where its page ended
NARROW = 28  # signs of the widest line of a column, at least
_NEAR = 0.75  # of the widest line: what lines broken at one width do not fall short of
MIN_BROKEN = 3  # lines that go on in small letters, from which narrow ones are a column
WIDEST = 130  # signs of the widest line of a page
_FULL = 0.95  # of the widest line: so wide a line would be with the next word
_ENDS = (".", ":", ";", "!", "?", "…", "”", ")")
# Nothing else is written so, alone in its line.
_PAGE_MARK = re.compile(r"Trang [0-9]{1,3} ?/ ?[0-9]{1,3}|Page [0-9]{1,3} of [0-9]{1,3}|([-–—]) ?[0-9]{1,3} ?\1")
# These only where they fall into a sentence.
_PAGE = re.compile(r"(?:Trang )?[0-9]{1,3}")
_HYPHEN = re.compile(r"[^\W\d_]{1,20}(?=-$)")
_START = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class _Sentence:
    """Lines that belong together; `text` is the last of them, `length` the signs of all."""

    lines: list[Line]
    text: str
    length: int
    least: float = WRAPPED

    def goes_on(self, line: Line, text: str, width: float = inf) -> bool:
        """`width` is that from which a line is full, so that even a capital may follow it within the sentence."""
        # Short lines with commas are an address or a verse.
        length = self.length if self.text[-1:] != "," else len(self.text)
        if length < self.least or self.text.endswith(_ENDS) or typed(line) is not None:
            return False
        return text[:1].islower() or (self._is_full(text, width) and not (text.isupper() or self.text.isupper()))

    def _is_full(self, text: str, width: float) -> bool:
        # "trong năm" / "2017, phường": a number goes on too, but for that of a page.
        may_follow = text[:1].isupper() or (text[:1].isdigit() and not _PAGE.fullmatch(text))
        return may_follow and len(self.text) + 1 + len(text.partition(" ")[0]) > width

    def add(self, line: Line, text: str) -> None:
        self.lines.append(line)
        self.text, self.length = text, self.length + len(text)


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Lines joined where the end of a PDF's line, or of its page, fell into a sentence.

    A line made whole is measured anew with its neighbours, until there is none to join: each round leaves fewer, and
    few rounds are needed, for beyond WIDEST no line is full.
    """
    found = _once_unwrapped(lines)
    while len(found) < len(lines):
        lines, found = found, _once_unwrapped(found)
    return found


def _once_unwrapped(lines: Sequence[Line]) -> list[Line]:
    texts = [words(line) for line in lines]
    if not any(text[:1].islower() or _PAGE_MARK.match(text) for text in texts):
        return list(lines)
    least = _least(texts)
    width = _width(texts, least)
    found: list[_Sentence] = []
    for line, text in zip(lines, texts, strict=True):
        if len(found) > 1 and _PAGE.fullmatch(found[-1].text) and found[-2].goes_on(line, text):
            found.pop()
        if found and found[-1].goes_on(line, text, width):
            found[-1].add(line, text)
        elif not _PAGE_MARK.fullmatch(text):
            found.append(_Sentence([line], text, len(text), least))
    return [_joined(sentence.lines) for sentence in found] or list(lines)


def _least(texts: Sequence[str]) -> float:
    """Signs from which a line may go on in the next: fewer in a narrow column, most of whose lines are as wide."""
    widest = max(map(len, texts), default=0)
    if not NARROW <= widest < WRAPPED:
        return WRAPPED
    above = [above for above, text in pairwise(texts) if text[:1].islower() and not above.endswith(_ENDS)]
    broken = [text for text in above if len(text) >= _NEAR * widest]
    is_column = len(broken) >= MIN_BROKEN and len(broken) == len(above) and 2 * len(broken) >= len(texts) - 1
    return _NEAR * widest if is_column else WRAPPED


def _width(texts: Sequence[str], least: float) -> float:
    """From which a line is full; more than any line has where they are not those of one page."""
    widest = max(map(len, texts), default=0)
    are_broken = any(text[:1].islower() and len(above) >= least for above, text in pairwise(texts))
    return widest * _FULL if are_broken and widest <= WIDEST else inf


def rejoined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same of paragraphs, where each line of a PDF has become one."""
    for are_lines, group in groupby(blocks, lambda block: block.is_plain and len(block.lines) == 1):
        if are_lines:
            yield from (Block("p", [line]) for line in unwrapped([block.lines[0] for block in group]))
        else:
            yield from group


def _joined(lines: Sequence[Line]) -> Line:
    if len(lines) == 1:
        return lines[0]
    runs: Line = []
    for before, line in pairwise([*lines, []]):
        end, start = _HYPHEN.search(words(before)), _START.match(words(line))
        if not end or not start:
            runs += [*before, Run(" ", line[0].marks if line else ())]
        else:
            runs += before if _is_pair(end[0], start[0]) else _without_last(before)
    return tidied(runs)


def _is_pair(one: str, other: str) -> bool:
    """Whether both are syllables by themselves, "xã-phường", not the parts of a word, "tri-ển", "infor-mation"."""
    return is_syllable(one) and is_syllable(other) and not is_syllable(one + other)


def _without_last(line: Line) -> Line:
    place = max(place for place, run in enumerate(line) if not is_note(run))
    return [run._replace(text=run.text[:-1]) if at == place else run for at, run in enumerate(line)]
