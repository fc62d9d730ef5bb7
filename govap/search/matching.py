"""A question to a back end, free of either's query language."""

from collections.abc import Sequence
from dataclasses import dataclass

LAST = 1 << 63


@dataclass(frozen=True, slots=True)
class Match:
    """Entries that have one token of each clause of `every`, and all tokens of no clause of `none`."""

    every: tuple[tuple[str, ...], ...]
    none: tuple[tuple[str, ...], ...] = ()

    def also(self, *clauses: tuple[str, ...]) -> "Match":
        return Match((*clauses, *self.every), self.none)


@dataclass(frozen=True, slots=True)
class Ask:
    """The newest `limit` ids of a match in [first, end)."""

    match: Match
    limit: int
    first: int = 0
    end: int = LAST - 1


def one_each(tokens: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Clauses that demand every token."""
    return tuple((token,) for token in dict.fromkeys(tokens))
