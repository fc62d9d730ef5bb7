"""Words typed with the keyboard's Vietnamese off, Telex (ddang boj) or VNI (d9ang bo5), read as what was meant.

Only what cannot be a Vietnamese syllable is read anew, and only if a syllable comes of it; so English and numbers stay.
The keys of a mark may come in any order, at once or at the end of the word: dduwowngf, dduongwf, duwowngfd. Telex
doubles a letter for its hat, writes w for hook and breve, dd for đ, and s, f, r, x, j for the tone; VNI writes figures.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

_INITIAL = "(?:ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdghklmnprstvx])?"
_NUCLEUS = (
    "(?:uye|uya|uyu|uoi|uou|uay|uau|oai|oay|oao|oeo|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|ua|ue|ui|uo|uu|uy|ye|"
    "[aeiouy])"
)
_FINAL = "(?:ch|ng|nh|[cmnpt])?"
_SYLLABLE = re.compile(f"{_INITIAL}(?P<nucleus>{_NUCLEUS})(?P<final>{_FINAL})")
_SHORT = re.compile(
    "(nd|qd|nq|tt|ct|kh|cv|tb|bc|hd|ttr|qc)(cp|ttg|tw|qu|du|tu|ubnd|hdnd|b[a-z]{1,4})"
)  # 42/2022/NĐCP, 15/QĐUBND
_VNI = re.compile(r"[a-z]+[a-z0-9]*[1-9][a-z0-9]*")
_TELEX = re.compile(r"[a-z]+")
_TONES = "\u0301\u0300\u0309\u0303\u0323"  # sắc, huyền, hỏi, ngã, nặng: as s f r x j and as 1 2 3 4 5
_HAT, _HORN, _BREVE = "\u0302", "\u031b", "\u0306"

_WORD = re.compile("[a-zđ0-9]+")


@dataclass(slots=True)
class _Typed:
    """What the keys have made so far: letters, the mark of each by its place, the tone."""

    letters: list[str] = field(default_factory=list)
    marks: dict[int, str] = field(default_factory=dict)
    tone: str = ""

    def mark(self, wanted: str, mark: str) -> bool:
        """Put it on the last of these letters that has none yet."""
        places = [n for n, letter in enumerate(self.letters) if letter in wanted and n not in self.marks]
        if places:
            self.marks[places[-1]] = mark
        return bool(places)

    def hook(self) -> bool:
        """Of uo both letters get it, but not in quơ; once is enough."""
        done = self.mark("uo", _HORN) or _HORN in self.marks.values()
        both = "".join(self.letters).find("uo")
        if both > 0 and self.marks.get(both + 1) == _HORN and self.letters[0] != "q":
            self.marks[both] = _HORN
        return done

    def dash(self) -> bool:
        is_plain = self.letters[:1] == ["d"]
        if is_plain:
            self.letters[0] = "đ"
        return is_plain

    def sing(self, tone: str) -> bool:
        has_vowel = any(letter in "aeiouy" for letter in self.letters)
        if has_vowel:
            self.tone = tone
        return has_vowel

    def written(self) -> str:
        """The word, its tone where newspapers put it."""
        place = self._tone_place()
        signs = (
            letter + self.marks.get(n, "") + (self.tone if n == place else "") for n, letter in enumerate(self.letters)
        )
        return unicodedata.normalize("NFC", "".join(signs))

    def _tone_place(self) -> int | None:
        parts = _SYLLABLE.fullmatch("".join(self.letters).replace("đ", "d"))
        if not parts:
            return None
        start, end = parts.span("nucleus")
        marked = [n for n in range(start, end) if n in self.marks]
        if marked:
            return marked[-1]
        return end - 1 if parts["final"] or end - start == 1 else end - 2


def read(text: str) -> str | None:
    """The text with what was meant in the place of slips; None when there is none in it."""
    meant = _WORD.sub(lambda word: _meant(word[0]), text.lower())
    return None if meant == text.lower() else meant


def is_syllable(word: str) -> bool:
    return _SYLLABLE.fullmatch(word) is not None


def _meant(word: str) -> str:
    if is_syllable(word):
        return word
    if short := _SHORT.fullmatch(word.replace("đ", "d")):
        return "-".join(short.groups())
    readings = [_from_keys(word, press) for form, press in ((_VNI, _vni), (_TELEX, _telex)) if form.fullmatch(word)]
    return next(filter(None, readings), word)


def _from_keys(word: str, press: Callable[[_Typed, str], bool]) -> str:
    """The syllable that these keys make; empty if they make none."""
    typed = _Typed()
    for key in word:
        if not press(typed, key):
            typed.letters.append(key)
    return typed.written() if is_syllable("".join(typed.letters).replace("đ", "d")) else ""


def _telex(typed: _Typed, key: str) -> bool:
    if key in "sfrxj":
        return typed.sing(_TONES["sfrxj".index(key)])
    if key == "w":
        return _telex_w(typed)
    if key == "d":
        return typed.dash()
    return key in "aeo" and typed.mark(key, _HAT)


def _telex_w(typed: _Typed) -> bool:
    """ă, ơ, ư, ươ or ưa, whichever the letters so far allow; by itself it is ư."""
    before = "".join(typed.letters)
    if "a" in before and not re.search("(?<!q)ua", before):
        return typed.mark("a", _BREVE)
    if typed.hook():
        return True
    typed.letters.append("u")
    return typed.hook()


def _vni(typed: _Typed, key: str) -> bool:
    if key in "12345":
        return typed.sing(_TONES[int(key) - 1])
    acts = {
        "6": lambda: typed.mark("aeo", _HAT),
        "7": typed.hook,
        "8": lambda: typed.mark("a", _BREVE),
        "9": typed.dash,
    }
    return acts[key]() if key in acts else False
