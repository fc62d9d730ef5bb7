"""Which of the candidates comes first: one function for every database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from govap.text import search_words

from .entries import PART, undated

# What each virtue is worth. Together they keep this order: the phrase in the title, words near each other, exact
# accents, title over summary over body; equals are ordered by date.
WHOLE_TITLE, IN_TITLE, IN_SUMMARY, IN_ABOUT, IN_BODY = 60.0, 40.0, 30.0, 31.0, 28.0
NEARNESS, TITLE_SHARE, SUMMARY_SHARE, ACCENTS = 16.0, 12.0, 3.0, 24.0
OTHER_ACCENTS = 0.25  # of what a phrase is worth: to somebody who types accents, bao lơn is not bão lớn


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry's id, its title as written, its folded words by part, and whether it is known to hold every word with
    exactly the accents that were typed, and so as a phrase."""

    id: int
    title: str
    words: str
    has_accents: bool
    has_phrase: bool


def ranked(folded: Sequence[str], exact: Sequence[str], candidates: Collection[Candidate]) -> list[int]:
    """Ids, best first."""
    return sorted(
        (candidate.id for candidate in candidates),
        key={candidate.id: (-score(folded, exact, candidate), -candidate.id) for candidate in candidates}.__getitem__,
    )


def score(folded: Sequence[str], exact: Sequence[str], candidate: Candidate) -> float:
    """How well a candidate answers the words; comparable only among candidates of one query."""
    phrase, words = " ".join(folded), candidate.words
    if any(map(str.isdigit, folded)):
        phrase, words = undated(phrase), undated(words)
    parts = [f" {part.strip()} " for part in words.split(PART)]
    wanted = {*folded}
    title_words = {*parts[0].split()}
    accents = _accents_of_title(folded, exact, candidate)
    trust = 1.0 if candidate.has_phrase else OTHER_ACCENTS + (1 - OTHER_ACCENTS) * accents
    points = trust * _place(f" {phrase} ", parts) or NEARNESS * nearness(candidate.words.split(), wanted)
    points += TITLE_SHARE * _share(wanted, title_words) + SUMMARY_SHARE * _share(wanted, {*parts[1].split()})
    return points + ACCENTS * (1.0 if candidate.has_accents else accents)


def _share(wanted: Collection[str], words: Collection[str]) -> float:
    """How many of the wanted words are there; one syllable of several is another word: kinh phí, kinh doanh."""
    there = sum(word in words for word in wanted)
    return there / len(wanted) if there > 1 or len(wanted) == 1 else 0.0


def nearness(words: Sequence[str], wanted: Collection[str]) -> float:
    """1 when all wanted words stand side by side, less the wider the narrowest stretch with all of them is, 0 if one is
    missing."""
    last: dict[str, int] = {}
    narrowest = 0
    for position, word in enumerate(words):
        if word in wanted:
            last[word] = position
            if len(last) == len(wanted):
                width = position - min(last.values()) + 1
                narrowest = min(narrowest or width, width)
    return len(wanted) / narrowest if narrowest else 0.0


def _place(phrase: str, parts: Sequence[str]) -> float:
    if parts[0] == phrase:
        return WHOLE_TITLE
    places = zip(parts, (IN_TITLE, IN_SUMMARY, IN_ABOUT, IN_BODY), strict=True)
    return max((points for part, points in places if phrase in part), default=0.0)


def _accents_of_title(folded: Sequence[str], exact: Sequence[str], candidate: Candidate) -> float:
    """The share of the words that stand in the title exactly as typed; whoever types no accents means any."""
    if tuple(exact) == tuple(folded):
        return 1.0
    title = {word for _, word in search_words(candidate.title)}
    return len(title & {*exact}) / len({*exact})
