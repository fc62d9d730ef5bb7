"""Lines as a PDF broke them: sentences made whole again, words parted by a hyphen too, numbers of pages out."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from govap.encodings import is_syllable

from .blocks import Block
from .inline import Line, Run, is_note, tidied, words
from .typed import typed

WRAPPED = 50  # signs of a line that a PDF broke where its page ended
_ENDS = (".", ":", ";", "!", "?", "…", ",", "”", ")")
# Nothing else is written so, alone in its line.
_PAGE_MARK = re.compile(r"Trang [0-9]{1,3} ?/ ?[0-9]{1,3}|Page [0-9]{1,3} of [0-9]{1,3}|([-–—]) ?[0-9]{1,3} ?\1")
# These only where they fall into a sentence.
_PAGE = re.compile(r"(?:Trang )?[0-9]{1,3}")
_HYPHEN = re.compile(r"[^\W\d_]+(?=-$)")
_START = re.compile(r"[^\W\d_]+")


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Lines joined where the end of a PDF's line, or of its page, fell into a sentence."""
    found: list[Line] = []
    for line in lines:
        if len(found) > 1 and line and _PAGE.fullmatch(words(found[-1])) and _goes_on(words(found[-2]), line):
            found.pop()
        if found and line and _goes_on(words(found[-1]), line):
            found[-1] = _joined(found[-1], line)
        elif not _PAGE_MARK.fullmatch(words(line)):
            found.append(line)
    return found or list(lines)


def rejoined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same of paragraphs, where each line of a PDF has become one."""
    for are_lines, group in groupby(blocks, lambda block: block.is_plain and len(block.lines) == 1):
        if are_lines:
            yield from (Block("p", [line]) for line in unwrapped([block.lines[0] for block in group]))
        else:
            yield from group


def _goes_on(before: str, line: Line) -> bool:
    return len(before) >= WRAPPED and not before.endswith(_ENDS) and words(line)[:1].islower() and typed(line) is None


def _joined(before: Line, line: Line) -> Line:
    end, start = _HYPHEN.search(words(before)), _START.match(words(line))
    if not end or not start:
        return tidied([*before, Run(" ", line[0].marks), *line])
    return tidied([*(before if _is_pair(end[0], start[0]) else _without_last(before)), *line])


def _is_pair(one: str, other: str) -> bool:
    """Whether both are syllables by themselves, "xã-phường", not the parts of a word, "tri-ển", "infor-mation"."""
    return is_syllable(one) and is_syllable(other) and not is_syllable(one + other)


def _without_last(line: Line) -> Line:
    place = max(place for place, run in enumerate(line) if not is_note(run))
    return [run._replace(text=run.text[:-1]) if at == place else run for at, run in enumerate(line)]
