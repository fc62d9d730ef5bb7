"""The sentence where the words stand, in pieces that say which of them were asked for; templates mark and escape."""

import re
from collections.abc import Collection, Iterator, Sequence

from govap.text import search_words

Piece = tuple[str, bool]  # text, and whether it was asked for

LONGEST = 240  # letters of a snippet
MOST_TEXT = 30_000  # letters of a text that are looked through
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[^\n.!?…]+(?:[.!?…](?!\s)[^\n.!?…]*)*[.!?…]*")


def marked(text: str, wanted: Collection[str]) -> list[Piece]:
    """The whole text in pieces; asked words that follow each other are one piece."""
    pieces: list[Piece] = []
    end = 0
    for start, stop in _spans(text, wanted):
        pieces += [(text[end:start], False)] if start > end else []
        pieces.append((text[start:stop], True))
        end = stop
    return [*pieces, (text[end:], False)] if end < len(text) else pieces


def snippet(texts: Sequence[str], wanted: Collection[str]) -> list[Piece]:
    """The best sentence of the texts, cut to LONGEST around the words; the first of equals, empty if there are none."""
    sentences = [found[0].strip() for text in texts for found in _SENTENCE.finditer(text[:MOST_TEXT])]
    best = max(sentences, key=lambda sentence: _worth(sentence, wanted), default="")
    return marked(_cut(best, wanted), wanted)


def _worth(sentence: str, wanted: Collection[str]) -> tuple[int, int]:
    """How many different asked words, then how long their longest run."""
    words = [folded for folded, _ in search_words(sentence)]
    run = longest = 0
    for word in words:
        run = run + 1 if word in wanted else 0
        longest = max(longest, run)
    return len({*words} & {*wanted}), longest


def _spans(text: str, wanted: Collection[str]) -> Iterator[tuple[int, int]]:
    start = stop = -1
    for found in _WORD.finditer(text):
        if not any(folded in wanted for folded, _ in search_words(found[0])):
            continue
        if start >= 0 and text[stop : found.start()].isspace():
            stop = found.end()
            continue
        if start >= 0:
            yield start, stop
        start, stop = found.span()
    if start >= 0:
        yield start, stop


def _cut(sentence: str, wanted: Collection[str]) -> str:
    """LONGEST letters around the first asked word, in whole words."""
    if len(sentence) <= LONGEST:
        return sentence
    first = next(iter(_spans(sentence, wanted)), (0, 0))[0]
    start = max(0, min(first - LONGEST // 3, len(sentence) - LONGEST))
    cut = sentence[start : start + LONGEST]
    if start:
        cut = f"…{cut.partition(' ')[2] or cut}"
    return cut if start + LONGEST >= len(sentence) else f"{cut.rpartition(' ')[0] or cut}…"
