"""Words typed with the keyboard's Vietnamese off: Telex (ddang boj) and VNI (d9ang bo5), read as what was meant.

Only what cannot be a Vietnamese syllable is read anew, and only if a syllable comes of it; so English and numbers stay.
The rules are those of the two input methods: Telex doubles a letter or adds w for its hook or hat and ends in s, f, r,
x, j for the tone; VNI writes figures for both.
"""

import re
from collections.abc import Sequence

from govap.text import search_words

_INITIAL = "(?:ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdghklmnprstvx])?"
_NUCLEUS = (
    "(?:uye|uya|uyu|uoi|uou|uay|uau|oai|oay|oao|oeo|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|ua|ue|ui|uo|uu|uy|ye|"
    "[aeiouy])"
)
_SYLLABLE = re.compile(f"{_INITIAL}{_NUCLEUS}(?:ch|ng|nh|[cmnpt])?")
_VNI = re.compile(r"[a-z]+[a-z0-9]*[1-9][a-z0-9]*")
_TELEX = re.compile(r"[a-z]+")
_DOUBLED = re.compile(r"dd|aa|ee|oo")
_TONE_LETTER = re.compile(r"(?<=[aeiouyw])([a-z]*?)[sfrxj]([a-z]*)$")


def read(words: Sequence[str]) -> tuple[str, ...] | None:
    """Folded words as they were meant; None when no slip is among them."""
    meant = tuple(_meant(word) for word in words)
    return meant if meant != tuple(words) else None


def is_syllable(word: str) -> bool:
    return _SYLLABLE.fullmatch(word) is not None


def _meant(word: str) -> str:
    if is_syllable(word):
        return word
    reading = next((one for one in (_from_vni(word), _from_telex(word)) if is_syllable(one)), word)
    return search_words(reading)[0][0]  # kyf is ky, and search compares that as ki


def _from_vni(word: str) -> str:
    return re.sub("[1-9]", "", word) if _VNI.fullmatch(word) else word


def _from_telex(word: str) -> str:
    if not _TELEX.fullmatch(word):
        return word
    # A w without a vowel before it is the letter ư itself: tw, dwowcj.
    bare = re.sub("(?<![aou])w", "u", _TONE_LETTER.sub(r"\1\2", word)).replace("w", "")
    return _DOUBLED.sub(lambda pair: pair[0][0], bare)
