"""Where two bodies differ, paragraph by paragraph, so that one changed place can be taken back and the rest stay."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from govap.html import to_text

from .merging import Hunk, blocks, hunks, joined

ALIKE = 0.5  # from this share of common words on, two paragraphs are one paragraph, changed


@dataclass(frozen=True)
class Stretch:
    """HTML of the same place in both bodies; `run` numbers the changed ones from 0 and is None where both are alike."""

    old: str
    new: str
    run: int | None = None


def stretches(old: str, new: str) -> Iterator[Stretch]:
    """Both bodies from top to bottom, in turns alike and changed."""
    mine, theirs = blocks(old), blocks(new)
    found = _hunks(mine, theirs)
    edges = pairwise([Hunk(0, 0, 0, 0), *found, Hunk(len(mine), len(mine), len(theirs), len(theirs))])
    for run, (before, hunk) in enumerate(edges):
        if before.end < hunk.start:
            yield Stretch(joined(mine[before.end : hunk.start]), joined(theirs[before.last : hunk.first]))
        if run < len(found):
            yield Stretch(joined(mine[hunk.start : hunk.end]), joined(theirs[hunk.first : hunk.last]), run)


def taken_back(old: str, new: str, run: int) -> str:
    """The new body with one changed run as the old one has it. Raises LookupError where there is no such run."""
    mine, theirs = blocks(old), blocks(new)
    found = dict(enumerate(_hunks(mine, theirs)))
    hunk = found[run]
    return joined([*theirs[: hunk.first], *mine[hunk.start : hunk.end], *theirs[hunk.last :]])


def _hunks(old: list[str], new: list[str]) -> list[Hunk]:
    # White space around a block is no difference that anybody sees.
    found = hunks([block.strip() for block in old], [block.strip() for block in new])
    return [part for hunk in found for part in _peeled(hunk, old, new)]


def _peeled(hunk: Hunk, old: list[str], new: list[str]) -> list[Hunk]:
    """A paragraph changed at either end of a hunk by itself, so that it need not be taken back with its neighbours."""
    start, end, first, last = hunk.start, hunk.end, hunk.first, hunk.last
    before: list[Hunk] = []
    after: list[Hunk] = []
    while start < end and first < last and _is_alike(old[start], new[first]):
        before.append(Hunk(start, start + 1, first, first + 1))
        start, first = start + 1, first + 1
    while start < end and first < last and _is_alike(old[end - 1], new[last - 1]):
        after.insert(0, Hunk(end - 1, end, last - 1, last))
        end, last = end - 1, last - 1
    rest = [Hunk(start, end, first, last)] if start < end or first < last else []
    return [*before, *rest, *after]


def _is_alike(old: str, new: str) -> bool:
    mine, theirs = Counter(to_text(old).split()), Counter(to_text(new).split())
    return 2 * (mine & theirs).total() >= ALIKE * (mine.total() + theirs.total()) > 0
