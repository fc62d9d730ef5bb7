"""Three-way merge of an item's content: what two people changed since the version that both began with.

HTML is merged by its top-level blocks (paragraph, heading, list, table, …), sets such as tags by their members, every
other field as a whole. Nothing here touches a database or raises for odd content.
"""

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from hashlib import blake2b
from itertools import pairwise
from typing import Any

BLOCK_TAGS = frozenset({"p", "h2", "h3", "ul", "ol", "li", "table", "figure", "figcaption", "blockquote", "hr"})
VOID_TAGS = frozenset({"br", "hr", "img"})
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^"<>])*+>\s*', re.IGNORECASE)

# Up to this many blocks on both sides together difflib looks at every pair; beyond, only blocks that occur once on
# each side serve as anchors. So the work grows with the length, even when all paragraphs are alike.
SMALL = 80
DEEPEST = 12

_ABSENT: Any = object()
Window = tuple[int, int, int, int]  # base[a:b] and other[c:d]


@dataclass(frozen=True)
class Conflict:
    """One place that both sides changed, differently; html of a run of blocks, or a whole field as text.

    The same three inputs give the same key. `choice` is "mine", "theirs" or "both" once settled, "" before.
    """

    key: str
    field: str
    base: str
    mine: str
    theirs: str
    choice: str = ""


@dataclass
class Merged:
    """`content` holds mine wherever one of `conflicts` is open; `resolved` are those that a choice has settled."""

    content: dict[str, Any] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    resolved: list[Conflict] = field(default_factory=list)


@dataclass(frozen=True, order=True)
class Hunk:
    """The items start:end of the base became first:last of the other side; start == end is an insertion."""

    start: int
    end: int
    first: int
    last: int


class _Session:
    """The choices of one merge, and the conflicts met so far."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        self.choices = choices
        self.merged = Merged()
        self.keys: Counter[str] = Counter()

    def choose(self, conflict: Conflict) -> str:
        """Records the conflict, settled or open; returns the choice to follow, "mine" for an open one."""
        self.keys[conflict.key] += 1
        if (times := self.keys[conflict.key]) > 1:  # the very same collision at two places of one body
            conflict = replace(conflict, key=f"{conflict.key}-{times}")
        choice = self.choices.get(conflict.key, "")
        if choice in ("mine", "theirs", "both"):
            self.merged.resolved.append(replace(conflict, choice=choice))
            return choice
        self.merged.conflicts.append(conflict)
        return "mine"


def merge(
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    *,
    html_fields: Collection[str] = frozenset(),
    set_fields: Collection[str] = frozenset(),
    choices: Mapping[str, str] | None = None,
) -> Merged:
    """Both sides' changes of base in one content of JSON values by field name.

    choices: "mine", "theirs" or "both" by Conflict.key; other values and unknown keys are passed over. "both" puts
    theirs after mine: blocks of html, or strings with a space between; for any other value it means mine.
    """
    session = _Session(choices or {})
    for name in dict.fromkeys([*mine, *theirs, *base]):
        sides = (base.get(name, _ABSENT), mine.get(name, _ABSENT), theirs.get(name, _ABSENT))
        value = _settled(*sides)
        if value is None:
            value = (_merge_value(session, name, sides, name in html_fields, name in set_fields),)
        if value[0] is not _ABSENT:
            session.merged.content[name] = value[0]
    return session.merged


def blocks(html: str) -> list[str]:
    """Cleaned HTML cut into its top-level blocks; a run of bare text is one too, and joined they are html again.

    White space between blocks stays at the end of the block before it.
    """
    cuts = list(_cuts(html))
    if cuts and not html[: cuts[0]].strip():
        cuts[0] = 0
    return [html[start:end] for start, end in pairwise([0, *cuts, len(html)]) if start < end]


def joined(parts: Iterable[str]) -> str:
    """blocks() put together again; where two runs of bare text meet, their words stay apart."""
    html: list[str] = []
    for part in parts:
        if html and not html[-1][-1:].isspace() and not _is_tagged(html[-1]) and not _is_tagged(part):
            html.append("\n")
        html.append(part)
    return "".join(html)


def matched(base: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of places in base and other that hold the same item, rising on both sides: a common subsequence.

    As long as difflib would find for short ones; the work stays near-linear for long ones.
    """
    return sorted(_matches(base, other, (0, len(base), 0, len(other)), DEEPEST))


def hunks(base: Sequence[Hashable], other: Sequence[Hashable]) -> list[Hunk]:
    """What became of base in other, in order; as many items as before are taken to be the same items, changed."""
    edges = pairwise([(-1, -1), *matched(base, other), (len(base), len(other))])
    found = (Hunk(a + 1, next_a, b + 1, next_b) for (a, b), (next_a, next_b) in edges)
    return [part for hunk in found for part in _parts(hunk)]


def _cuts(html: str) -> Iterator[int]:
    depth = 0
    for tag in TAG.finditer(html):
        name = tag[2].lower()
        opens, stands_alone = not tag[1], name in VOID_TAGS
        outside = depth == 0 and name in BLOCK_TAGS
        if opens and outside:
            yield tag.start()
        if not stands_alone:
            depth = depth + 1 if opens else max(depth - 1, 0)
        if depth == 0 and name in BLOCK_TAGS and (stands_alone or not opens):
            yield tag.end()


def _is_tagged(block: str) -> bool:
    tag = TAG.match(block.lstrip())
    return tag is not None and tag[2].lower() in BLOCK_TAGS


def _settled(base: Any, mine: Any, theirs: Any) -> tuple[Any] | None:
    """The value when at most one side changed it, or both alike; a 1-tuple, since None is a value."""
    if theirs in (mine, base):
        return (mine,)
    return (theirs,) if mine == base else None


def _merge_value(session: _Session, name: str, sides: tuple[Any, Any, Any], is_html: bool, is_set: bool) -> Any:
    values = [None if side is _ABSENT else side for side in sides]
    if is_html and all(value is None or isinstance(value, str) for value in values):
        return _merge_html(session, name, *(blocks(value or "") for value in values))
    if is_set and all(value is None or isinstance(value, list) for value in values):
        return _merge_set(*(value or [] for value in values))
    return _merge_whole(session, name, sides)


def _merge_set(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    kept = [member for member in mine if member in theirs or member not in base]
    return kept + [member for member in theirs if member not in mine and member not in base]


def _merge_whole(session: _Session, name: str, sides: tuple[Any, Any, Any]) -> Any:
    _, mine, theirs = sides
    choice = session.choose(Conflict(name, name, *(_as_text(side) for side in sides)))
    if choice == "both" and isinstance(mine, str) and isinstance(theirs, str):
        return " ".join(text for text in (mine, theirs) if text)
    return theirs if choice == "theirs" else mine


def _as_text(value: Any) -> str:
    if value is _ABSENT or value is None:
        return ""
    if isinstance(value, list) and all(isinstance(member, str) for member in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _merge_html(session: _Session, name: str, base: list[str], mine: list[str], theirs: list[str]) -> str:
    result: list[str] = []
    done = 0
    for start, end, my_hunks, their_hunks in _groups(_block_hunks(base, mine), _block_hunks(base, theirs)):
        result += base[done:start]
        done = end
        run = base[start:end]
        my_run, their_run = (
            _applied(base, start, end, part, side) for part, side in ((my_hunks, mine), (their_hunks, theirs))
        )
        result += _merge_run(session, name, run, my_run, their_run)
    return joined(result + base[done:])


def _block_hunks(base: list[str], other: list[str]) -> list[Hunk]:
    return hunks(_plain(base), _plain(other))


def _plain(run: list[str]) -> list[str]:
    """What makes two blocks the same: white space around them does not count."""
    return [block.strip() for block in run]


def _groups(mine: list[Hunk], theirs: list[Hunk]) -> Iterator[tuple[int, int, list[Hunk], list[Hunk]]]:
    """Hunks of both sides that collide, put together, with the part of base they cover; in order of base.

    Neighbours do not collide: where one ends, the other may begin, and an insertion may stand between.
    """
    waiting = sorted([(hunk, True) for hunk in mine] + [(hunk, False) for hunk in theirs], key=_place)
    at = 0
    while at < len(waiting):
        start, end = waiting[at][0].start, waiting[at][0].end
        first, at = at, at + 1
        while at < len(waiting) and _collides(waiting[at][0], start, end):
            end = max(end, waiting[at][0].end)
            at += 1
        group = waiting[first:at]
        yield start, end, [hunk for hunk, is_mine in group if is_mine], [hunk for hunk, is_mine in group if not is_mine]


def _place(waiting: tuple[Hunk, bool]) -> tuple[int, int]:
    return waiting[0].start, waiting[0].end


def _collides(hunk: Hunk, start: int, end: int) -> bool:
    return (hunk.start < end and start < hunk.end) or (hunk.start, hunk.end) == (start, end)


def _applied(base: list[str], start: int, end: int, part: list[Hunk], other: list[str]) -> list[str]:
    result: list[str] = []
    for hunk in part:
        result += base[start : hunk.start] + other[hunk.first : hunk.last]
        start = hunk.end
    return result + base[start:end]


def _merge_run(session: _Session, name: str, base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    settled = _settled(_plain(base), _plain(mine), _plain(theirs))
    if settled:
        return mine if settled[0] == _plain(mine) else theirs
    if not base:
        return _merge_insertions(session, name, mine, theirs)
    return _collision(session, name, base, mine, theirs)


def _merge_insertions(session: _Session, name: str, mine: list[str], theirs: list[str]) -> list[str]:
    """What both inserted at one place: the beginning and end they share once, a collision between."""
    before, after = _shared_ends(_plain(mine), _plain(theirs), (0, len(mine), 0, len(theirs)))
    my_rest, their_rest = mine[before : len(mine) - after], theirs[before : len(theirs) - after]
    if my_rest and their_rest:
        my_rest = _collision(session, name, [], my_rest, their_rest)
    return mine[:before] + (my_rest or their_rest) + mine[len(mine) - after :]


def _collision(session: _Session, name: str, base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    texts = [joined(side).strip() for side in (base, mine, theirs)]
    digest = blake2b("\0".join(texts).encode(errors="surrogatepass"), digest_size=6).hexdigest()
    choice = session.choose(Conflict(f"{name}-{digest}", name, *texts))
    if choice == "both":
        known = set(_plain(mine))
        return mine + [block for block in theirs if block.strip() not in known]
    return theirs if choice == "theirs" else mine


def _parts(hunk: Hunk) -> list[Hunk]:
    """One hunk an item where that is plain: as many items as before, or all of them deleted."""
    size, became = hunk.end - hunk.start, hunk.last - hunk.first
    if size == became:
        return [Hunk(hunk.start + n, hunk.start + n + 1, hunk.first + n, hunk.first + n + 1) for n in range(size)]
    if became == 0:
        return [Hunk(hunk.start + n, hunk.start + n + 1, hunk.first, hunk.first) for n in range(size)]
    return [hunk]


def _matches(
    base: Sequence[Hashable], other: Sequence[Hashable], window: Window, depth: int
) -> Iterator[tuple[int, int]]:
    """Pairs of places that hold the same item, rising on both sides, inside base[a:b] and other[c:d]."""
    before, after = _shared_ends(base, other, window)
    a, b, c, d = window
    yield from ((a + n, c + n) for n in range(before))
    yield from ((b - n, d - n) for n in range(1, after + 1))
    a, b, c, d = a + before, b - after, c + before, d - after
    if b - a + d - c <= SMALL:
        yield from _every_match(base, other, (a, b, c, d))
    elif depth and a < b and c < d:
        anchors = _anchors(base, other, (a, b, c, d))
        yield from anchors
        edges = pairwise([(a - 1, c - 1), *anchors, (b, d)])
        for (left, right), (next_left, next_right) in edges if anchors else ():
            yield from _matches(base, other, (left + 1, next_left, right + 1, next_right), depth - 1)


def _shared_ends(base: Sequence[Hashable], other: Sequence[Hashable], window: Window) -> tuple[int, int]:
    a, b, c, d = window
    shortest = min(b - a, d - c)
    before = next((n for n in range(shortest) if base[a + n] != other[c + n]), shortest)
    left = shortest - before
    after = next((n for n in range(left) if base[b - 1 - n] != other[d - 1 - n]), left)
    return before, after


def _every_match(base: Sequence[Hashable], other: Sequence[Hashable], window: Window) -> Iterator[tuple[int, int]]:
    a, b, c, d = window
    matcher = SequenceMatcher(None, base[a:b], other[c:d], autojunk=False)
    for match in matcher.get_matching_blocks():
        yield from ((a + match.a + n, c + match.b + n) for n in range(match.size))


def _anchors(base: Sequence[Hashable], other: Sequence[Hashable], window: Window) -> list[tuple[int, int]]:
    """The longest rising row of items that occur once on each side (patience diff)."""
    a, b, c, d = window
    here, there = (_once(side, start, end) for side, start, end in ((base, a, b), (other, c, d)))
    return _longest_rising([(place, there[item]) for item, place in here.items() if item in there])


def _once(items: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    times = Counter(items[start:end])
    return {items[place]: place for place in range(start, end) if times[items[place]] == 1}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []  # ends[n]: the lowest right place at which a row of n + 1 pairs can end
    tails: list[int] = []  # and which pair that is
    came_from: list[int] = []
    for number, (_, right) in enumerate(pairs):
        length = bisect_left(ends, right)
        ends[length : length + 1] = [right]
        tails[length : length + 1] = [number]
        came_from.append(tails[length - 1] if length else -1)
    row: list[tuple[int, int]] = []
    number = tails[-1] if tails else -1
    while number >= 0:
        row.append(pairs[number])
        number = came_from[number]
    return row[::-1]
