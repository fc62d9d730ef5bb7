"""What somebody typed, understood: words, "exact phrases", -words that must not be there. Nothing of it is an error."""

import re
from dataclasses import dataclass
from itertools import pairwise

from govap.text import nfc, search_words

from .matching import Match, one_each

MAX_LETTERS, MAX_WORDS = 300, 64

_QUOTES = str.maketrans("“”„‟«»", '""""""')
# Nobody means more by "ngày 11 tháng 4" than by "11/4", which is how most texts write it.
_DAY = re.compile(
    r"\b(?:ng[àa]y )?([0-9]{1,2})(?:[/.-]| th[áa]ng )([0-9]{1,2})\b(?:(?:[/.-]|,? n[ăa]m |, )([0-9]{4})\b)?",
    re.IGNORECASE,
)
# The number of a document is one thing however it is typed: 46-KH/QU, 46 kh/qu, 46kh / qu, 42/2022/nd-cp. A dash with
# a space before it alone is a minus.
_NUMBER = re.compile(
    r"\b([0-9]{1,6})(?: ?/ ?([0-9]{4}))?(?: [-–/] |[-–/] ?| )?"
    r"([a-zđ]{1,8}[0-9]{0,2}(?:(?: [-–/] |[-–/] ?)[a-zđ]{1,8}[0-9]{0,2})+)\b",
    re.IGNORECASE,
)
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Query:
    """`words` are (folded, exact) pairs in order, those of phrases too; phrases and excluded are folded words. It
    `is_read` when it was typed in keys of an input method: then marks may be lacking."""

    text: str
    words: tuple[tuple[str, str], ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    is_read: bool = False

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(word for word, _ in self.words)

    @property
    def exact(self) -> tuple[str, ...]:
        return tuple(word for _, word in self.words)

    @property
    def has_accents(self) -> bool:
        return self.folded != self.exact

    @property
    def neighbours(self) -> tuple[tuple[str, ...], ...]:
        return one_each(neighbours_of(self.folded))

    def match(self, prefix: str = "", words: tuple[str, ...] | None = None) -> Match:
        """All words (or those given) with a prefix such as "t:", and the phrases, without what is excluded."""
        tokens = [f"{prefix}{word}" for word in (self.folded if words is None else words)]
        neighbours = [token for phrase in self.phrases for token in neighbours_of(phrase)]
        return Match(one_each([*tokens, *neighbours]), tuple(neighbours_of(words) for words in self.excluded))


def parse(raw: str) -> Query:
    """The first MAX_LETTERS letters and MAX_WORDS words of it; an unclosed quote is a space."""
    text = " ".join(nfc(raw[: MAX_LETTERS * 4].replace("\0", " ")).split())[:MAX_LETTERS].strip()
    kept, phrases, excluded = [], [], []
    for part in _PART.finditer(_one_thing_each(text.translate(_QUOTES))):
        content = part["plain"] if part["quoted"] is None else part["quoted"]
        words = tuple(folded for folded, _ in search_words(content))
        if part["minus"]:
            excluded.append(words)
            continue
        kept.append(content)
        # Numbers of documents and dates are one thing: 42/2022/NĐ-CP, 11/4.
        if part["plain"] is None or any(word.isdigit() for word in words):
            phrases.append(words)
    found = tuple(search_words(" ".join(kept))[:MAX_WORDS])
    return Query(text, found, tuple(words for words in phrases if len(words) > 1), tuple(filter(None, excluded)))


def _one_thing_each(text: str) -> str:
    """Dates and numbers of documents without spaces, so that they are looked for as phrases."""
    return _NUMBER.sub(_joined, _DAY.sub(_dated, text))


def _dated(day: re.Match[str]) -> str:
    return "/".join(filter(None, day.groups()))


def _joined(number: re.Match[str]) -> str:
    return "/".join(filter(None, [number[1], number[2], number[3].replace(" ", "")]))


def neighbours_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Tokens that demand these words one after the other."""
    return tuple(f"{one}_{following}" for one, following in pairwise(words)) or words
