"""Headings and lists that a paste only shows: a bold line alone, "1.", "1.1", typed bullets, the lists of Word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from .blocks import Block, one_line
from .inline import Line, Run, cut, is_bold, tidied, unmarked, words
from .typed import Typed, counted, is_worded, typed
from .wrapping import rejoined, unwrapped

MAX_BOLD, MAX_NUMBERED, MAX_SENTENCE = 200, 320, 120  # signs of a heading: bold, numbered, ending in a full stop
SENTENCE = 60  # signs of a line that is no part of an address or a verse
_STOPS = (".", ":", ";", "!", "?", "…")
MAX_LETTERHEAD = 12  # blocks before the text of a document: who wrote it, its number, the motto
# Bold in every document, and no heading of anything: the motto at its head, who signs at its end, whose photograph.
_MOTTO = re.compile("cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập ?[-–—] ?tự do ?[-–—] ?hạnh phúc")
_OFFICES = "(?:phó )?(?:chủ tịch|bí thư|chánh văn phòng|giám đốc|trưởng phòng|trưởng ban|hiệu trưởng)"
_NO_HEADING = re.compile(
    rf"{_MOTTO.pattern}|(?:tm|kt|tl|tuq|q)\. ?{_OFFICES}|tm\. .*|{_OFFICES}|(?:nơi nhận|kính gửi) ?:.*"
    r"|(?:tin|bài|ảnh|video|nguồn|tác giả)(?:(?:,| và|, và) (?:tin|bài|ảnh|video))* ?: .*"
)


def recognised(blocks: Sequence[Block]) -> list[Block]:
    """The same words as blocks of the kinds p, h2, h3, li and raw."""
    found = _once_recognised(blocks)
    # A heading parts a column from what stood above it, so that its lines are seen for what they are; each round leaves
    # fewer blocks.
    while len(whole := list(rejoined(found))) < len(found):
        found = _once_recognised(whole)
    return found


def _once_recognised(blocks: Sequence[Block]) -> list[Block]:
    found = [part for block in blocks for part in _parts(block)]
    if any(block.typed for block in found):
        _type_vietnamese_letters(found)
        plain = [_without_word_number(block, found, place) for place, block in enumerate(found)]
        found = [part for block in plain for part in _parts(block)]
    found = list(rejoined(found))
    marks = [typed(block.lines[0]) if block.is_plain and len(block.lines) == 1 else None for block in found]
    _make_number_lists(found, marks)
    _Outline(found, marks).make_headings()
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
    for line in [*unwrapped(block.lines), []]:
        is_alone = bool(line) and (typed(line) is not None or (mixes and is_bold(line)))
        if group and (is_alone or not line):
            yield from _paragraphs(group) if block.is_loose else [Block("p", group)]
            group = []
        if is_alone:
            yield Block("p", [line])
        elif line:
            group.append(line)


def _paragraphs(lines: list[Line]) -> Iterator[Block]:
    """Lines of a message or a page without paragraphs: sentences are one each, an address or a verse stays together."""
    texts = [words(line) for line in lines]
    are_sentences = max(map(len, texts)) >= SENTENCE or any(text.endswith(_STOPS) for text in texts[:-1])
    yield from (Block("p", [line]) for line in lines) if are_sentences else [Block("p", lines)]


def _without_empty_lines(block: Block) -> Block:
    if not all(block.lines):
        block.lines = [line for line in block.lines if line]
    return block


def _type_vietnamese_letters(blocks: list[Block]) -> None:
    """Items of Word lettered a, b, c, d, đ, e keep their letters as words: a list in HTML knows no đ."""
    if any(block.typed.startswith(("đ", "Đ")) for block in blocks):
        blocks[:] = [_with_typed(block) if block.typed and block.letter in ("a", "A") else block for block in blocks]


def _without_word_number(block: Block, blocks: Sequence[Block], place: int) -> Block:
    """An item of Word that stands alone is a paragraph or heading with its number typed; in a list the list counts."""
    if not block.typed:
        return block
    if is_worded(block.typed):
        return _with_typed(block)
    around = [blocks[near] for near in (place - 1, place + 1) if 0 <= near < len(blocks)]
    if block.kind == "li" and (not block.number or any(near.kind == "li" for near in around)):
        return replace(block, typed="")
    is_counted = block.kind == "li" or counted(block.typed) != (0, "")
    return _with_typed(block) if is_counted else replace(block, typed="")


def _with_typed(block: Block) -> Block:
    first = block.lines[0]
    block.lines[0] = tidied(
        [Run(f"{block.typed} ", tuple(mark for mark in first[0].marks if mark == "strong")), *first]
    )
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


@dataclass
class _Outline:
    """Finds the headings among blocks, one after the other: what is one depends on those before it."""

    blocks: list[Block]
    marks: list[Typed | None]
    expected: int = 1  # the number that the next heading would have
    kinds: set[str] = field(default_factory=set)  # of marks that headings had
    roman: int = 0  # the last of I., II., III. that was a heading

    def make_headings(self) -> None:
        start = _letterhead(self.blocks)
        for place, block in enumerate(self.blocks):
            mark = self.marks[place]
            if block.is_plain and place >= start and self._is_heading(place):
                block.lines = [unmarked(one_line(block), "strong")]
                block.kind = _depth(mark, self.kinds)
                self.marks[place] = None
            elif block.is_heading and block.lines:
                mark = typed(block.lines[0])
            if block.is_heading:
                self._count(block, mark)

    def _count(self, block: Block, mark: Typed | None) -> None:
        self.kinds.add(mark.kind if mark else "")
        if mark and mark.kind == "roman":
            self.roman = mark.number
            self.expected = 1 if block.kind == "h2" else self.expected
        elif mark and mark.number:
            self.expected = mark.number + 1

    def _is_heading(self, place: int) -> bool:
        block, mark = self.blocks[place], self.marks[place]
        if place + 1 == len(self.blocks) or (mark and mark.is_bullet):
            return False
        if all(is_bold(cut(line, mark.length) if mark else line) for line in block.lines):
            text = block.text
            limit = MAX_NUMBERED if mark else MAX_SENTENCE if text.endswith(".") else MAX_BOLD
            return len(text) <= limit and not text.endswith((";", ",")) and not _NO_HEADING.fullmatch(text.lower())
        return mark is not None and len(block.text) <= MAX_NUMBERED and self._is_next(place, mark)

    def _is_next(self, place: int, mark: Typed) -> bool:
        """Whether a line that is not bold is the heading that a count has come to, its text or a 1.1 below it."""
        text, below = self.blocks[place].text, self.marks[place + 1]
        if not self.blocks[place + 1].is_plain:
            return False
        is_title = len(text) <= MAX_SENTENCE and not text.endswith((".", ":", ";", ","))
        if mark.kind == "number" and mark.number == self.expected:
            # Below I. a short line without a stop is one even where points follow.
            is_title = "roman" in self.kinds and is_title
            return below is None or below.kind == "dotted" or (is_title and below.kind != "number")
        if mark.kind == "dotted":
            return mark.number == self.expected - 1 and below is None
        return mark.kind == "roman" and (text.isupper() or (is_title and self._is_counted(place, mark)))

    def _is_counted(self, place: int, mark: Typed) -> bool:
        """Whether a Roman number goes on where the last heading was, and I. has a II. after it but not below it."""
        below = self.marks[place + 1]
        if mark.number != self.roman + 1 or (below and below.kind == "roman"):
            return False
        return mark.number > 1 or any(one and (one.kind, one.number) == ("roman", 2) for one in self.marks[place + 2 :])


def _letterhead(blocks: Sequence[Block]) -> int:
    """Where what stands above and beside the motto ends; 0 when there is none at the head."""
    texts = [block.text.lower() if block.is_plain else "" for block in blocks[:MAX_LETTERHEAD]]
    return max((place + 1 for place, text in enumerate(texts) if _MOTTO.fullmatch(text)), default=0)


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
