"""Headings and lists that a paste only shows: a bold line alone, "1.", "1.1", typed bullets, the lists of Word."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .blocks import Block, one_line
from .inline import Line, Run, cut, is_bold, tidied, unmarked, words
from .typed import Typed, typed

MAX_BOLD, MAX_NUMBERED, MAX_SENTENCE = 200, 320, 120  # signs of a heading: bold, numbered, ending in a full stop
WRAPPED = 50  # signs of a line that a PDF broke where its page ended
_ENDS = (".", ":", ";", "!", "?", "…", ",", "”", ")")


def recognised(blocks: Sequence[Block]) -> list[Block]:
    """The same words as blocks of the kinds p, h2, h3, li and raw."""
    found = [part for block in blocks for part in _parts(block)]
    found = _rejoined([_without_word_number(block, found, place) for place, block in enumerate(found)])
    marks = [typed(block.lines[0]) if block.is_plain and len(block.lines) == 1 else None for block in found]
    _make_number_lists(found, marks)
    _make_headings(found, marks)
    _make_bullets(found, marks)
    _level(found)
    return found


def _parts(block: Block) -> Iterator[Block]:
    """A paragraph cut where an empty line, a typed bullet or number, or a bold line among others stands."""
    if not block.is_plain or len(block.lines) == 1:
        yield _without_empty_lines(block)
        return
    group: list[Line] = []
    mixes = not all(map(is_bold, filter(None, block.lines)))
    for line in [*_unwrapped(block.lines), []]:
        is_alone = bool(line) and (typed(line) is not None or (mixes and is_bold(line)))
        if group and (is_alone or not line):
            yield Block("p", group)
            group = []
        if is_alone:
            yield Block("p", [line])
        elif line:
            group.append(line)


def _without_empty_lines(block: Block) -> Block:
    block.lines = [line for line in block.lines if line]
    return block


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Lines joined where the end of a PDF's line fell into a sentence."""
    found: list[Line] = []
    for line in lines:
        if found and line and _goes_on(words(found[-1]), line):
            found[-1] = tidied([*found[-1], Run(" ", line[0].marks), *line])
        else:
            found.append(line)
    return found


def _goes_on(before: str, line: Line) -> bool:
    return len(before) >= WRAPPED and not before.endswith(_ENDS) and words(line)[:1].islower() and typed(line) is None


def _rejoined(blocks: Sequence[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if found and block.is_plain and found[-1].is_plain and len(block.lines) == len(found[-1].lines) == 1:
            found[-1:] = _joined(found[-1], block)
        else:
            found.append(block)
    return found


def _joined(before: Block, block: Block) -> list[Block]:
    lines = _unwrapped([before.lines[0], block.lines[0]])
    return [before, block] if len(lines) == 2 else [replace(before, lines=lines)]


def _without_word_number(block: Block, blocks: Sequence[Block], place: int) -> Block:
    """An item of Word that stands alone is a paragraph or heading with its number typed; in a list the list counts."""
    if not block.typed:
        return block
    around = [blocks[near] for near in (place - 1, place + 1) if 0 <= near < len(blocks)]
    if block.kind == "li" and (not block.number or any(near.kind == "li" for near in around)):
        return replace(block, typed="")
    if block.kind == "li" or block.number:
        block.lines[0] = tidied([Run(f"{block.typed} ", block.lines[0][0].marks), *block.lines[0]])
    kind = "p" if block.kind == "li" else block.kind
    return replace(block, kind=kind, typed="", number=0, letter="", level=0)


def _make_number_lists(blocks: list[Block], marks: list[Typed | None]) -> None:
    """Paragraphs numbered 1, 2, 3 … with nothing but bullets between them become items; a lone one does not."""
    place = 0
    while place < len(blocks):
        series = _series(marks, place)
        numbers = [one for one in series if (mark := marks[one]) and not mark.is_bullet]
        if len(numbers) > 1 and not _are_headings(blocks, series, numbers):
            for one in numbers:
                _make_item(blocks, marks, one)
            _make_bullets(blocks, marks, series, level=2)
        place += max(len(series), 1)


def _series(marks: Sequence[Typed | None], start: int) -> range:
    """The places from `start` that count 1, 2, 3 …, bullets between them and at their end included."""
    expected, end = 1, start
    while end < len(marks) and (mark := marks[end]):
        if mark.kind == "number" and mark.number == expected:
            expected += 1
        elif not mark.is_bullet or expected == 1:
            break
        end += 1
    return range(start, end)


def _are_headings(blocks: Sequence[Block], series: range, numbers: Sequence[int]) -> bool:
    """Bold lines with bullets of their own under them."""
    return len(series) > len(numbers) and all(is_bold(blocks[place].lines[0]) for place in numbers)


def _make_item(blocks: list[Block], marks: list[Typed | None], place: int, level: int = 1) -> None:
    block, mark = blocks[place], marks[place]
    if mark is None:
        return
    rest = cut(block.lines[0], mark.length)
    if not rest:
        return
    block.lines = [rest]
    block.kind, block.level, block.number = "li", level, mark.number
    marks[place] = None


def _make_bullets(blocks: list[Block], marks: list[Typed | None], places: range | None = None, level: int = 1) -> None:
    """Typed bullets become items; another sign under the first kind goes one level deeper, as "+" under "-" does."""
    kinds: list[str] = []
    for place in places if places is not None else range(len(blocks)):
        mark = marks[place]
        if mark is None or not mark.is_bullet:
            kinds = []
            continue
        kinds = kinds[: kinds.index(mark.kind) + 1] if mark.kind in kinds else [*kinds, mark.kind]
        _make_item(blocks, marks, place, level + len(kinds) - 1)


def _make_headings(blocks: list[Block], marks: list[Typed | None]) -> None:
    expected = 1
    kinds: set[str] = set()
    for place, block in enumerate(blocks):
        mark = marks[place] if block.is_plain else typed(block.lines[0]) if block.is_heading and block.lines else None
        number = mark.number if mark else 0
        if block.is_plain and _is_heading(blocks, marks, place, expected):
            block.lines = [unmarked(one_line(block), "strong")]
            block.kind = _depth(mark, kinds)
            marks[place] = None
        if block.is_heading:
            kinds.add(mark.kind if mark else "")
            expected = number + 1 if number else 1 if block.kind == "h2" and mark and mark.kind == "roman" else expected


def _is_heading(blocks: Sequence[Block], marks: Sequence[Typed | None], place: int, expected: int) -> bool:
    block, mark = blocks[place], marks[place]
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    if after is None or (mark and mark.is_bullet):
        return False
    text = block.text
    if all(is_bold(cut(line, mark.length) if mark else line) for line in block.lines):
        limit = MAX_NUMBERED if mark else MAX_SENTENCE if text.endswith(".") else MAX_BOLD
        return len(text) <= limit and not text.endswith((";", ","))
    return mark is not None and len(text) <= MAX_NUMBERED and _is_next(mark, expected, text, after, marks[place + 1])


def _is_next(mark: Typed, expected: int, text: str, after: Block, below: Typed | None) -> bool:
    """Whether a line that is not bold is the heading that a count has come to, its text or its first 1.1 below it."""
    if mark.kind == "number":
        return mark.number == expected and after.is_plain and (below is None or below.kind == "dotted")
    if mark.kind == "dotted":
        return mark.number == expected - 1 and after.is_plain and below is None
    return mark.kind == "roman" and text.isupper() and after.is_plain


def _depth(mark: Typed | None, kinds: set[str]) -> str:
    """h3 for 1.1 and a), for 1. below I., and for a bold line below a numbered one."""
    if mark is None:
        return "h3" if kinds & {"roman", "number", "dotted"} else "h2"
    if mark.kind == "roman":
        return "h2"
    return "h3" if mark.kind != "number" or "roman" in kinds else "h2"


def _level(blocks: Sequence[Block]) -> None:
    """Headings of the source in two levels, and their words without bold, which they are by themselves."""
    has_first = any(block.kind == "h1" for block in blocks)
    for block in blocks:
        if block.is_heading:
            is_top = block.kind == "h1" or (block.kind == "h2" and not has_first)
            block.kind = "h2" if is_top else "h3"
            block.lines = [unmarked(one_line(block), "strong")]
