"""Where the mark of the tone stands in a syllable: on the vowel that both schools agree on, or, in an open oa, oe, uy,
on the one of the house's school."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from .findings import Finding, Place
from .reading import Text

OLD, NEW = "old", "new"  # hòa, thủy · hoà, thuỷ
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_VOWELS = "aăâeêioôơuưy"
_SYLLABLE = re.compile(
    rf"(qu(?=[{_VOWELS}])|gi(?=[{_VOWELS}])|ngh|ng|nh|gh|kh|ph|th|tr|ch|[bcdđghklmnprstvx])?"
    rf"([{_VOWELS}]{{1,3}})(ch|ng|nh|[cmnpt])?"
)
# The place of the mark among the vowels, where it is not the first; else it is.
_SECOND = {
    "oă", "uâ", "uê", "uơ", "iê", "yê", "ươ", "uô", "oai", "oay", "oao", "oeo", "uya", "uyu", "uây", "ươi", "ươu",
    "uôi", "iêu", "yêu", "uêu", "oo",
}  # fmt: skip
_SCHOOLS_DIFFER = {"oa", "oe", "uy"}
_KNOWN = _SECOND | {
    *_VOWELS, "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iu", "oi", "ôi", "ơi", "ua", "ui", "ưa",
    "ưi", "ưu", "oa", "oe", "uy", "uyê",
}  # fmt: skip
# Only words that could have a mark in two places: two vowels beside each other, one of them marked. What joins such
# words to an address or a number of a document is no word.
_MARKED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_WORD = re.compile(r"[^\W\d_]+")
_CANDIDATE = re.compile(rf"[{_VOWELS}][{_MARKED}]|[{_MARKED}][{_VOWELS}]")
LONGEST = 7  # letters of a syllable: nghiêng


def misplaced(texts: list[Text], school: str) -> Iterator[Finding]:
    """Each word once, as it is written: capitals may be somebody's name, which is written as its bearer does."""
    found: dict[str, tuple[Place, str, int]] = {}
    for number, text in enumerate(texts):
        if not _CANDIDATE.search(text.words.lower()):
            continue
        for match in _WORD.finditer(text.words):
            word = match[0]
            if 2 <= len(word) <= LONGEST and (right := placed(word, school)) != word:
                place, _, count = found.get(word, (Place(number, *match.span()), right, 0))
                found[word] = place, right, count + 1
    for word, (place, right, count) in found.items():
        is_name = word[0].isupper()
        what = f"“{word}” khác cách đặt dấu của trang." if _differs_by_school(word) else f"“{word}” đặt dấu sai chỗ."
        remedy = f"Viết là “{right}”." + (" Tên người thì giữ như trong giấy tờ." if is_name else "")
        yield Finding("tone", what, remedy, place, fix=right, is_sure=not is_name, count=count)


@lru_cache(maxsize=1 << 13)
def placed(word: str, school: str) -> str:
    """The word (NFC) with its mark where it belongs; as it is when it has none or is no syllable of Vietnamese."""
    split = _split(word)
    if split is None:
        return word
    bare, vowels, offset, tone, at = split
    right = offset + _right_place(bare, vowels, offset, school)
    if right == at:
        return word
    letters = list(_without_tone(word))
    letters[right] = unicodedata.normalize("NFC", letters[right] + tone)
    return "".join(letters)


def _right_place(bare: str, vowels: str, offset: int, school: str) -> int:
    is_open = offset + len(vowels) == len(bare)
    if vowels == "uyê":
        return 2
    if vowels in _SCHOOLS_DIFFER:
        return 0 if is_open and school == OLD else 1
    return 1 if vowels in _SECOND else 0


def _differs_by_school(word: str) -> bool:
    return word in (placed(word, OLD), placed(word, NEW))


def _split(word: str) -> tuple[str, str, int, str, int] | None:
    """(letters without the tone, the vowels, where they begin, the tone, where it stands)."""
    apart = unicodedata.normalize("NFD", word)
    tones = _TONE.findall(apart)
    if len(tones) != 1:
        return None
    bare = _without_tone(word).lower()
    syllable = _SYLLABLE.fullmatch(bare)
    if syllable is None or len(bare) != len(word) or syllable[2] not in _KNOWN:
        return None
    at = next(place for place, letter in enumerate(word) if _TONE.search(unicodedata.normalize("NFD", letter)))
    return bare, syllable[2], syllable.start(2), tones[0], at


@lru_cache(maxsize=1 << 13)
def _without_tone(word: str) -> str:
    return unicodedata.normalize("NFC", _TONE.sub("", unicodedata.normalize("NFD", word)))
