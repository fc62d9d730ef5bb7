"""What the index holds of an item: its texts, an id that sorts by date, and the tokens that find it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from govap.text import search_words

SCOPES = ("public", "desk")
KINDS = ("article", "video", "page")
FORMAT = 2  # raise it when tokens() changes: rebuild_search then begins from nothing

EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
SLOTS = 64  # entries a minute; more than that spill into the minutes after
LAST_MINUTE = 1 << 32
MAX_BODY = 200_000  # letters of one item; PostgreSQL takes a megabyte of tokens
_DAY = re.compile(r"\bngay (?=[0-9])")
PART = "|"  # between title, summary, tags and people, body: words do not neighbour across


@dataclass(frozen=True, slots=True)
class Document:
    """An item to be found. Texts are plain; `date` is aware; facets are "name:number", such as "category:3"."""

    kind: str
    object_id: int
    title: str
    summary: str = ""
    body: str = ""
    tags: Sequence[str] = ()
    people: Sequence[str] = ()
    date: datetime | None = None
    facets: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it is stored; its tokens follow from the rest."""

    id: int
    kind: str
    object_id: int
    title: str
    summary: str
    about: str
    body: str
    facets: str
    words: str
    tokens: str


def date_key(moment: datetime | None) -> int:
    """The smallest id of that minute: ids of later minutes are larger. Years before 1900 count as 1900.

    Minutes and few slots keep ids near each other, and FTS5 stores the gaps between them: half the index is saved.
    """
    minutes = int((moment - EPOCH).total_seconds() // 60) if moment else 0
    return min(max(minutes, 0), LAST_MINUTE) * SLOTS


def slot(document: Document, attempt: int) -> int:
    """Where an entry may stand; each attempt looks elsewhere in twice the room of the one before."""
    return date_key(document.date) + (document.object_id * (2 * attempt + 1) + attempt) % (SLOTS << min(attempt, 16))


def row(scope: str, document: Document, identity: int) -> Row:
    """The stored form. The desk's entries keep only words: nothing is quoted from them."""
    about = "; ".join([*document.tags, *document.people])
    texts = (_storable(document.title), _storable(document.summary), _storable(about), _storable(document.body))
    words = f" {PART} ".join(" ".join(filter(None, (_line(line)[0] for line in text.split("\n")))) for text in texts)
    facets = " ".join([f"kind:{document.kind}", *document.facets])
    kept = texts if scope == "public" else (texts[0], "", "", "")
    found_by = tokens(scope, kept, facets, words)
    return Row(identity, document.kind, document.object_id, *kept, facets, words, found_by)


def _storable(text: str) -> str:
    """PostgreSQL takes no NUL."""
    return text[:MAX_BODY].replace("\0", " ")


def tokens(scope: str, texts: Sequence[str], facets: str, words: str) -> str:
    """Everything that finds an entry, by spaces, some of it twice: words, `t:` words and `p:` beginnings of the title,
    `=` facets; for citizens also neighbours (a_b), `e:` words with their accents, and the title as one."""
    title = words.split(f" {PART} ", 1)[0].split()
    if scope == "public":
        found = [token for text in texts for token in _of_text(text)]
        found.append(whole_title(title))
    else:
        found = [part.strip() for part in words.split(PART)]
    return " ".join(filter(None, [*found, *map(_of_title, title), *(f"={facet}" for facet in facets.split())]))


def whole_title(words: Sequence[str]) -> str:
    """The token of an entry whose title is these folded words and no other."""
    return f"w:{blake2b(undated(' '.join(words)).encode(), digest_size=8).hexdigest()}"


def undated(words: str) -> str:
    """Folded words without "ngày" before a number, which some write and some leave out: sáng ngày 11/4, sáng 11/4."""
    return _DAY.sub("", words) if "ngay " in words else words


def _of_text(text: str) -> list[str]:
    """The tokens of its paragraphs, and of the words that meet where one ends and the next begins: a title that was
    broken in two lines is still a phrase."""
    lines = [line for line in map(_line, text.split("\n")) if line[0]]
    joints = (f"{one.rpartition(' ')[2]}_{other.partition(' ')[0]}" for (one, _), (other, _) in pairwise(lines))
    return [*(found for _, found in lines), *joints]


# The same lines are asked for by both scopes, and again when an entry gives way to its next version.
@lru_cache(maxsize=4096)
def _line(text: str) -> tuple[str, str]:
    """A paragraph's folded words and its tokens: two strings, since sets would take ten times the memory."""
    pairs = search_words(text)
    words = [folded for folded, _ in pairs]
    line = " ".join(words)
    without = undated(line)
    neighbours = {*pairwise(words), *(pairwise(without.split()) if without != line else ())}
    found = {*words, *map("_".join, neighbours), *(f"e:{exact}" for _, exact in pairs)}
    return line, " ".join(found)


@lru_cache(maxsize=1 << 14)
def _of_title(word: str) -> str:
    return " ".join([f"t:{word}", *(f"p:{word[:end]}" for end in range(1, len(word) + 1))])
