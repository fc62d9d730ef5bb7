"""Sentences of Vietnamese, and which are too long to be taken in at once."""

import re
from collections.abc import Iterator

from .findings import Finding, Place
from .reading import Text

MOST = 60  # syllables

# A full stop, or what stands for one, with the quotes and brackets it closes, before a space. Begun only where a run of
# them begins and never given back: a megabyte of dots is looked at once.
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?:\[[0-9]{1,3}\]|\([0-9]{1,3}\))?+(?=\s)")
_WORD_BEFORE = re.compile(r"[^\s(“\"‘'«\[]*\Z")
_LINE_NUMBER = re.compile(r"(?:[0-9]{1,3}|[a-zđ]|[ivx]{1,5})(?:\.[0-9]{1,3})*")
_REACH = 24  # signs: no abbreviation is longer
_AFTER = 60
# Titles stand before a name; no sentence ends with one.
_TITLES = {
    "vd", "đ/c", "nxb", "mr", "mrs", "ms", "dr", "prof", "vol", "st", "gs", "pgs", "ts", "ths", "bs", "bscki", "bsckii",
    "ds", "ks", "kts", "nsnd", "nsưt", "ngnd", "ngưt", "ls", "lm",
}  # fmt: skip
# These stand before the name of a place or a number, and at the end of a sentence too, where no name follows.
_PLACES = {"tp", "q", "p", "h", "x", "tx", "tt", "f", "kp", "đ", "ql", "tl", "tr", "cn"}
_ONE_SYLLABLE_PLACES = {"huế", "vinh", "hcm", "hn", "pleiku"}
_OPENING = "“\"‘'«([-–—•…*"
_CLOSING = ',.;:!?)”"’»'


def sentences(words: str) -> Iterator[tuple[int, int]]:
    """[start, end) of each sentence of one line, without the spaces around it."""
    start = 0
    for stop in _STOP.finditer(words):
        if _ends(words, start, stop):
            yield start, stop.end()
            start = _begin(words, stop.end())
    if start < len(words):
        yield start, len(words)


def syllables(words: str) -> int:
    """Words as Vietnamese writes them, each a syllable; signs that stand alone are none."""
    return sum(1 for word in words.split() if any(map(str.isalnum, word)))


def long_sentences(texts: list[Text]) -> Iterator[Finding]:
    for number, text in enumerate(texts):
        if text.kind in ("h2", "h3") or text.field == "title" or len(text.words) < 2 * MOST:
            continue
        for start, end in sentences(text.words):
            length = syllables(text.words[start:end])
            if length > MOST:
                yield Finding("sentence", f"Câu dài {length} chữ.", _REMEDY, Place(number, start, end))


_REMEDY = f"Nên tách thành những câu ngắn, mỗi câu một ý, không quá {MOST} chữ."


def _begin(words: str, place: int) -> int:
    while place < len(words) and words[place].isspace():
        place += 1
    return place


def _ends(words: str, start: int, stop: re.Match[str]) -> bool:
    after = words[stop.end() : stop.end() + _AFTER].lstrip().lstrip(_OPENING).lstrip()
    is_full_stop = stop[0].startswith(".") and not stop[0].startswith("..")
    if not after:
        return True
    if is_full_stop and _is_short(words, start, stop.start(), after):
        return False
    if not after[0].islower():
        return True
    return stop[0] == "." and _was_a_word(words, stop.start())


def _before(words: str, place: int) -> str:
    found = _WORD_BEFORE.search(words[max(0, place - _REACH) : place])
    return found[0] if found else ""


def _is_short(words: str, start: int, place: int, after: str) -> bool:
    """Whether this full stop belongs to an abbreviation or to the number of a line."""
    word = _before(words, place).lower()
    if place - start <= len(word) + 2 and _LINE_NUMBER.fullmatch(word):
        return True
    last = word.rpartition(".")[2]  # PGS.TS
    if last in _TITLES:
        return True
    if last in _PLACES:
        return _is_name(after)
    return "." in word and after[0].islower()  # v.v. và


def _is_name(after: str) -> bool:
    """Whether a name is next: 12, HCM, Hồ Chí Minh, Gò Vấp; a new sentence goes on in small letters."""
    first, second = (*(word.strip(_CLOSING) for word in after.split(None, 2)[:2]), "", "")[:2]
    if first[:1].isdigit() or first.lower() in _ONE_SYLLABLE_PLACES:
        return True
    is_office = first.isupper() and len(first) > 2 and not second.isupper()  # UBND Quận
    return first[:1].isupper() and second[:1].isupper() and not is_office


def _was_a_word(words: str, place: int) -> bool:
    """A small letter follows, as slips of typing do: it is an end all the same behind a plain word."""
    word = _before(words, place)
    return len(word) > 1 and word.isalpha() and word.islower()
