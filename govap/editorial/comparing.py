"""Two versions side by side, syllable by syllable, as plain pieces of text that a template marks and escapes."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser
from itertools import chain, groupby, pairwise
from typing import Literal

from govap.editorial.merging import matched
from govap.html import clean, document_of, embed_of, spoken
from govap.text import number

Kind = Literal["same", "changed", "added", "removed", "folded"]
Mark = Literal["", "removed", "added"]

# Numbers and dates stay whole: half a changed sum is hard to read.
SYLLABLE = re.compile(r"\d+(?:[.,/:-]\d+)+|(?:\w|[\u0300-\u036f])+|[^\w\s]")
VOID_TAGS = frozenset({"br", "hr", "img"})
INLINE_TAGS = frozenset({"a", "strong", "em", "u", "s", "sub", "sup", "br", "img", "small"})
EMPTY = {"p": "[đoạn trống]", "li": "[mục trống]", "td": "[ô trống]", "th": "[ô trống]"}
BLOCKS = {
    "h2": "heading", "h3": "heading", "li": "item", "td": "cell", "th": "cell", "caption": "cell",
    "blockquote": "quote", "figure": "figure", "img": "figure",
}  # fmt: skip
FORMATS = {
    "strong": "in đậm", "em": "in nghiêng", "u": "gạch chân", "s": "gạch ngang", "sub": "chỉ số dưới",
    "sup": "chỉ số trên", "a": "có liên kết", "h2": "tiêu đề", "h3": "tiêu đề nhỏ", "ul": "mục gạch đầu dòng",
    "ol": "mục đánh số", "blockquote": "trích dẫn", "td": "ô bảng", "th": "ô tiêu đề", "caption": "tên bảng",
    "figcaption": "chú thích ảnh",
}  # fmt: skip
SHOWN_FORMATS = ("strong", "em", "u", "s", "sub", "sup", "a")

ALIKE = 0.5  # from this share of common syllables on, two paragraphs are one paragraph, changed
SHINGLE = 4
WINDOW = 20  # so many paragraphs of each side are compared all with all


@dataclass(frozen=True)
class Piece:
    """Plain text, never markup. `style` holds CSS class names, such as "is-strong is-em" or "is-note"."""

    text: str
    mark: Mark = ""
    style: str = ""


@dataclass(frozen=True)
class Row:
    """A paragraph of the old version on the left and of the new one on the right; `count` only in a folded row.

    `block` is one of heading, paragraph, item, cell, quote, figure.
    """

    kind: Kind
    left: list[Piece] = field(default_factory=list)
    right: list[Piece] = field(default_factory=list)
    block: str = "paragraph"
    count: int = 0


@dataclass(frozen=True)
class Token:
    """A syllable, number, sign or note; `formats` are the tags around it that a reader would notice, sorted."""

    text: str
    has_space: bool = False
    formats: tuple[str, ...] = ()
    is_note: bool = False


@dataclass
class Line:
    block: str = "paragraph"
    tokens: list[Token] = field(default_factory=list)

    def words(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.tokens)


Names = Mapping[tuple[str, int], str]
Shown = tuple[Token, Mark, str]  # with what to say about its format
Pair = tuple[Line | None, Line | None]


def compare_html(old: str, new: str, names: Names | None = None) -> list[Row]:
    """Rows for two bodies; what changed in formats, addresses and images is said in words. `names` are those of albums,
    videos and documents."""
    return [_row(*pair) for pair in _paired(_lines(old, names or {}), _lines(new, names or {}))]


def compare_text(old: str, new: str) -> Row:
    """The row for a plain field; runs of white space count as one space."""
    left, right = (Line(tokens=list(_plain_tokens(text))) for text in (old, new))
    return _row(left if left.tokens or not right.tokens else None, right if right.tokens or not left.tokens else None)


def folded(rows: Iterable[Row], context: int = 2) -> list[Row]:
    """The rows with `context` same rows kept beside a change and longer runs said by one row with their count."""
    runs = [(is_same, list(run)) for is_same, run in groupby(rows, key=lambda row: row.kind == "same")]
    result: list[Row] = []
    for place, (is_same, run) in enumerate(runs):
        head, tail = context * (place > 0), context * (place < len(runs) - 1)
        hidden = len(run) - head - tail
        result += _fold(run, head, hidden) if is_same and hidden > 1 else run
    return result


def _fold(run: list[Row], head: int, hidden: int) -> list[Row]:
    said = [Piece(f"… {number(hidden)} đoạn không đổi")]
    return [*run[:head], Row("folded", said, said, count=hidden), *run[head + hidden :]]


class _Reader(HTMLParser):
    """Cleaned HTML as lines: one a paragraph, heading, item, cell."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = names
        self.lines: list[Line] = []
        self.line: Line | None = None
        self.path: list[tuple[str, int, str]] = []  # tag, tokens written before it, what to say at its end
        self.pending: list[str] = []  # notes that wait for the first token of a cell
        self.written = 0
        self.has_space = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in INLINE_TAGS:
            self.line = None
        if tag == "tr":
            self.pending = ["[đầu dòng bảng]"]
        self.pending += _spans(given)
        if tag in VOID_TAGS:
            self._write_void(tag, given)
        else:
            self.path.append((tag, self.written, self._said_after(tag, given)))
            self._say_before(tag, given)

    def handle_endtag(self, tag: str) -> None:
        # clean() balances tags: what ends is what was opened last.
        _, before, said = self.path[-1]
        if said:
            self._write(_note(said))
        if tag in EMPTY and self.written == before:
            self._write(_note(EMPTY[tag]))
        self.path.pop()
        if tag not in INLINE_TAGS:
            self.line = None

    def handle_data(self, data: str) -> None:
        formats = tuple(sorted(tag for tag, _, _ in self.path if tag in FORMATS))
        for found in SYLLABLE.finditer(data):
            before = data[found.start() - 1] if found.start() else ""
            self._write(Token(found[0], before.isspace() or (not before and self.has_space), formats))
        self.has_space = data[-1:].isspace()

    def _say_before(self, tag: str, given: dict[str, str]) -> None:
        kind, number = embed_of(_written(given)) if tag == "figure" else ("", 0)
        if kind:
            self._write(_note(f"[{spoken(kind, number, self.names)}]"))
        if tag == "small":
            self._write(_note("[chú thích:"))

    def _said_after(self, tag: str, given: dict[str, str]) -> str:
        if tag == "small":
            return "]"
        number = document_of(_written(given)) if tag == "a" else 0
        if number:
            return f"[{spoken('document', number, self.names)}]"
        return f"[liên kết: {given['href']}]" if given.get("href") else ""

    def _write_void(self, tag: str, given: dict[str, str]) -> None:
        self._write(_note({"br": "↵", "hr": "[đường kẻ ngang]"}.get(tag) or _picture(given)))
        if tag == "hr":
            self.line = None

    def _write(self, token: Token) -> None:
        if self.line is None:
            self.line = Line(self._block())
            self.lines.append(self.line)
            notes, self.pending = [_note(text) for text in self.pending], []
            self.line.tokens += notes
            self.written += len(notes)
            token = replace(token, has_space=bool(notes))
        self.line.tokens.append(token)
        self.written += 1
        self.has_space = token.is_note

    def _block(self) -> str:
        return next((BLOCKS[tag] for tag, _, _ in reversed(self.path) if tag in BLOCKS), "paragraph")


def _written(given: dict[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in given.items())


def _lines(html: str, names: Names) -> list[Line]:
    reader = _Reader(names)
    reader.feed(clean(html))
    reader.close()
    return reader.lines


def _plain_tokens(text: str) -> Iterator[Token]:
    text = text.strip()
    for found in re.finditer(rf"\n|{SYLLABLE.pattern}", text):
        yield _note("↵") if found[0] == "\n" else Token(found[0], text[found.start() - 1].isspace())


def _note(text: str) -> Token:
    # Without formats: an image between bold words is no bold image.
    return Token(text, has_space=True, is_note=True)


def _spans(given: dict[str, str]) -> list[str]:
    kinds = (("colspan", "cột"), ("rowspan", "hàng"))
    return [f"[gộp {given[name]} {noun}]" for name, noun in kinds if given.get(name, "1") != "1"]


def _picture(given: dict[str, str]) -> str:
    size = "×".join(given[side] for side in ("width", "height") if side in given)
    words = f"“{given['alt']}”" if given.get("alt") else ""
    return f"[ảnh: {', '.join(part for part in (given.get('src', ''), words, size) if part)}]"


def _paired(old: list[Line], new: list[Line]) -> Iterator[Pair]:
    """Every line once, in an order that keeps both sides' own."""
    left = right = 0
    for next_left, next_right in [*_aligned(old, new, 0), (len(old), len(new))]:
        yield from ((line, None) for line in old[left:next_left])
        yield from ((None, line) for line in new[right:next_right])
        if next_left < len(old):
            yield old[next_left], new[next_right]
        left, right = next_left + 1, next_right + 1


def _beginning(line: Line) -> Hashable:
    return line.words()[:4]


def _whole(line: Line) -> Hashable:
    return tuple(line.tokens)


# From strict to loose; the last serves only where much has changed.
SIGHTS: list[Callable[[Line], Hashable]] = [_whole, Line.words, _beginning]


def _aligned(old: Sequence[Line], new: Sequence[Line], sight: int) -> Iterator[tuple[int, int]]:
    """Places of lines to be shown side by side, rising on both sides."""
    if not old or not new:
        return
    if sight == len(SIGHTS) or (sight == len(SIGHTS) - 1 and max(len(old), len(new)) <= WINDOW):
        yield from _likeliest(old, new)
        return
    same = matched([SIGHTS[sight](line) for line in old], [SIGHTS[sight](line) for line in new])
    for (a, b), (c, d) in pairwise([(-1, -1), *same, (len(old), len(new))]):
        inner = _aligned(old[a + 1 : c], new[b + 1 : d], sight + 1)
        yield from ((a + 1 + left, b + 1 + right) for left, right in inner)
        if c < len(old):
            yield c, d


def _likeliest(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[int, int]]:
    for start in range(0, min(len(old), len(new)), WINDOW):
        pairs = _best_pairs(old[start : start + WINDOW], new[start : start + WINDOW])
        yield from ((start + left, start + right) for left, right in pairs)


def _best_pairs(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    """The rising pairs of lines with the most likeness in sum, by dynamic programming from the end."""
    likeness = _likenesses(old, new)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for left in reversed(range(len(old))):
        for right in reversed(range(len(new))):
            together = likeness[left][right] + best[left + 1][right + 1]
            best[left][right] = max(together, best[left + 1][right], best[left][right + 1])
    pairs: list[tuple[int, int]] = []
    left = right = 0
    while left < len(old) and right < len(new):
        if likeness[left][right] and best[left][right] == likeness[left][right] + best[left + 1][right + 1]:
            pairs.append((left, right))
            left, right = left + 1, right + 1
        elif best[left][right] == best[left + 1][right]:
            left += 1
        else:
            right += 1
    return pairs


def _likenesses(old: Sequence[Line], new: Sequence[Line]) -> list[list[float]]:
    left, right = ([(line.block, Counter(line.words()), len(line.tokens)) for line in side] for side in (old, new))
    return [[_likeness(one, other) for other in right] for one in left]


def _likeness(one: tuple[str, Counter[str], int], other: tuple[str, Counter[str], int]) -> float:
    """The share of syllables in common, or 0 below ALIKE; a cell or image may always have been exchanged."""
    (block, words, size), (other_block, other_words, other_size) = one, other
    share = 0.0
    if 2 * min(size, other_size) >= ALIKE * (size + other_size):
        share = 2 * (words & other_words).total() / (size + other_size)
    least = ALIKE if block == other_block and block in ("cell", "figure") else 0.0
    return max(share if share >= ALIKE else 0.0, least)


def _row(old: Line | None, new: Line | None) -> Row:
    if old and new:
        return _changed(old, new)
    line = new or old or Line()
    if new:
        return Row("added", [], _pieces((token, "added", "") for token in line.tokens), line.block)
    return Row("removed", _pieces((token, "removed", "") for token in line.tokens), [], line.block)


def _changed(old: Line, new: Line) -> Row:
    left, right = _marked(old.tokens, new.tokens)
    is_same = not any(mark for _, mark, _ in chain(left, right))
    return Row("same" if is_same else "changed", _pieces(left), _pieces(right), new.block)


def _marked(old: list[Token], new: list[Token]) -> tuple[list[Shown], list[Shown]]:
    left: list[Shown] = []
    right: list[Shown] = []
    at, other_at = 0, 0
    for start, other_start, size in [*_runs(old, new), (len(old), len(new), 0)]:
        left += [(token, "removed", "") for token in old[at:start]]
        right += [(token, "added", "") for token in new[other_at:other_start]]
        at, other_at = start + size, other_start + size
        for place, (one, other) in enumerate(zip(old[start:at], new[other_start:other_at], strict=True)):
            both = _side_by_side(one, other, is_first=place == 0)
            left.append(both[0])
            right.append(both[1])
    return left, right


def _side_by_side(one: Token, other: Token, *, is_first: bool) -> tuple[Shown, Shown]:
    """The same text on both sides: unmarked, unless its format differs or the space before it inside a run."""
    if one.formats == other.formats and (is_first or one.has_space == other.has_space):
        return (one, "", ""), (other, "", "")
    before, after = _names(one, other), _names(other, one)
    told = (before or (after and f"chưa {after}"), after or (before and f"không còn {before}"))
    return (one, "removed", told[0]), (other, "added", told[1])


def _names(one: Token, other: Token) -> str:
    return ", ".join(FORMATS[tag] for tag in Counter(one.formats) - Counter(other.formats))


def _runs(old: list[Token], new: list[Token]) -> list[tuple[int, int, int]]:
    """Runs of the same texts (start, start, length), without the short ones that only scatter a large change."""
    pairs = _same_texts([token.text for token in old], [token.text for token in new], SHINGLE)
    grouped = groupby(enumerate(pairs), key=lambda place: (place[1][0] - place[0], place[1][1] - place[0]))
    runs = [(*run[0][1], len(run)) for run in (list(group) for _, group in grouped)]
    edges = [(0, 0, 0), *runs, (len(old), len(new), 0)]
    return [run for before, run, after in zip(edges, runs, edges[2:], strict=False) if _tells(before, run, after)]


def _same_texts(old: Sequence[str], new: Sequence[str], size: int) -> list[tuple[int, int]]:
    """Pairs of places with the same text. In long ones, rows of `size` texts are found first: they seldom repeat."""
    if size == 1 or max(len(old), len(new)) <= WINDOW:
        return matched(old, new)
    rows, other_rows = ([tuple(texts[place : place + size]) for place in range(len(texts))] for texts in (old, new))
    pairs: list[tuple[int, int]] = []
    for (a, b), (c, d) in pairwise([(-1, -1), *matched(rows, other_rows), (len(old), len(new))]):
        inner = _same_texts(old[a + 1 : c], new[b + 1 : d], 1)
        pairs += [(a + 1 + left, b + 1 + right) for left, right in inner]
        pairs += [(c, d)] if c < len(old) else []
    return pairs


def _tells(before: tuple[int, int, int], run: tuple[int, int, int], after: tuple[int, int, int]) -> bool:
    gaps = [max(there[side] - here[side] - here[2] for side in (0, 1)) for here, there in ((before, run), (run, after))]
    return run[2] > 2 or min(gaps) <= 2 * run[2]


def _pieces(shown: Iterable[Shown]) -> list[Piece]:
    pieces: list[Piece] = []
    for (mark, style, told), group in groupby(shown, key=lambda one: (one[1], _style(one[0]), one[2])):
        tokens = [token for token, _, _ in group]
        text = "".join(" " * token.has_space + token.text for token in tokens)
        space = " " * (tokens[0].has_space and bool(pieces))
        text = text.lstrip() if not told else f"[{told}: {text.strip()}]"
        if space and mark and not pieces[-1].mark:  # no line through or under the space before a word
            pieces[-1], space = replace(pieces[-1], text=pieces[-1].text + space), ""
        pieces.append(Piece(space + text, mark, style))
    return pieces


def _style(token: Token) -> str:
    if token.is_note:
        return "is-note"
    return " ".join(f"is-{tag}" for tag in SHOWN_FORMATS if tag in token.formats)
