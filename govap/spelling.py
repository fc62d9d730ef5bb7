"""“Ý bạn là …”: the nearest words of what citizens can read, when a query finds nothing."""

import re
from collections import Counter
from difflib import get_close_matches
from itertools import pairwise

from govap.text import search_words
from news.models import Article
from videos.models import Video

TITLES = 2_000
MOST_WORDS, NEAR = 8, 0.6
_WORD = re.compile(r"[^\W_]+")


def nearest(query):
    """The query in words of titles, as they are most often written; empty when it is too long or all known."""
    words = query.folded
    if not 0 < len(words) <= MOST_WORDS:
        return ""
    texts = _texts()
    known = Counter(word for text in texts for word, _ in search_words(text))
    pairs = Counter(pair for text in texts for pair in pairwise([word for word, _ in search_words(text)]))
    meant = []
    for word in words:
        meant.append(word if word in known else _near(word, known, pairs, meant))
    return "" if None in meant or tuple(meant) == words else " ".join(_written(meant, texts))


def _texts():
    titles = Article.objects.published().newest().values_list("title", flat=True)[:TITLES]
    return [*titles, *Video.objects.published().values_list("title", flat=True)[:TITLES]]


def _near(word, known, pairs, before):
    """A known word like it, rather one that often follows the word before; None if there is none."""
    close = get_close_matches(word, known, n=8, cutoff=NEAR)
    previous = before[-1] if before else None
    return max(close, key=lambda one: (pairs[previous, one] > 0, -_distance(word, one), known[one]), default=None)


def _distance(one, other):
    """How many letters must be put in, taken out, changed or swapped with their neighbour."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            steps = [rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != wanted)]
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                steps.append(rows[-2][j - 2] + 1)
            row.append(min(steps))
        rows.append(row)
    return rows[-1][-1]


def _written(words, texts):
    """The words with accents: as they stand beside each other in a text, else as each is most often written."""
    single, paired = Counter(), Counter()
    for text in texts:
        written = [(search_words(found)[0][0], found.lower()) for found in _WORD.findall(text) if search_words(found)]
        single.update(written)
        paired.update(pairwise(written))
    result = []
    for position, word in enumerate(words):
        beside = Counter()
        for (one, following), count in paired.items():
            if position + 1 < len(words) and (one[0], following[0]) == (word, words[position + 1]):
                beside[one[1]] += count
            if position and (one[0], following[0]) == (words[position - 1], word):
                beside[following[1]] += count
        alone = Counter({form: count for (folded, form), count in single.items() if folded == word})
        result.append((beside or alone).most_common(1)[0][0])
    return result
