"""Letters of the 1990s: text typed in TCVN3 (.VnTime) or VNI (VNI-Times) fonts, recognised and, when asked, converted.

Both wrote Vietnamese into the upper half of Latin-1, so that "Đảng" arrives as "§¶ng" or "Ñaûng". Sources of the letter
tables: TCVN 5712:1993 (VN3) and the VNI-Win table of VNI Software.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# TCVN3 has no capital letters with tone marks: offices drew them with capital fonts (.VnTimeH).
_TCVN3_CODES = {
    "à": 0xB5, "ả": 0xB6, "ã": 0xB7, "á": 0xB8, "ạ": 0xB9, "ă": 0xA8, "ằ": 0xBB, "ẳ": 0xBC, "ẵ": 0xBD, "ắ": 0xBE,
    "ặ": 0xC6, "â": 0xA9, "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9, "ấ": 0xCA, "ậ": 0xCB, "đ": 0xAE, "è": 0xCC, "ẻ": 0xCE,
    "ẽ": 0xCF, "é": 0xD0, "ẹ": 0xD1, "ê": 0xAA, "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ế": 0xD5, "ệ": 0xD6, "ì": 0xD7,
    "ỉ": 0xD8, "ĩ": 0xDC, "í": 0xDD, "ị": 0xDE, "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ó": 0xE3, "ọ": 0xE4, "ô": 0xAB,
    "ồ": 0xE5, "ổ": 0xE6, "ỗ": 0xE7, "ố": 0xE8, "ộ": 0xE9, "ơ": 0xAC, "ờ": 0xEA, "ở": 0xEB, "ỡ": 0xEC, "ớ": 0xED,
    "ợ": 0xEE, "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ú": 0xF3, "ụ": 0xF4, "ư": 0xAD, "ừ": 0xF5, "ử": 0xF6, "ữ": 0xF7,
    "ứ": 0xF8, "ự": 0xF9, "ỳ": 0xFA, "ỷ": 0xFB, "ỹ": 0xFC, "ý": 0xFD, "ỵ": 0xFE, "Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3,
    "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7,
}  # fmt: skip
TCVN3 = {chr(code): letter for letter, code in _TCVN3_CODES.items()}

# VNI writes a base letter and a second sign for its marks; đ, ơ, ư and the dotted or hooked i are one sign.
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_MARKED = {
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ì": "ì", "í": "í"}
_CIRCUMFLEX, _BREVE = "aeo", "a"


def _vni_pairs() -> Iterator[tuple[str, str]]:
    for sign, mark in _VNI_TONES.items():
        for base in "aeiouyôö":
            yield base + sign, _VNI_SINGLE.get(base, base) + mark
    for sign, mark in _VNI_MARKED.items():
        for base in _BREVE if mark[0] == "\u0306" else _CIRCUMFLEX:
            yield base + sign, base + mark


def _vni_table() -> dict[str, str]:
    small = {typed: unicodedata.normalize("NFC", letter) for typed, letter in (*_vni_pairs(), *_VNI_SINGLE.items())}
    capital = {typed.upper(): letter.upper() for typed, letter in small.items()}
    mixed = {typed[0].upper() + typed[1:]: letter.upper() for typed, letter in small.items() if len(typed) == 2}
    return small | mixed | capital


VNI = _vni_table()
TABLES = {"TCVN3": TCVN3, "VNI": VNI}
_LETTERS = {
    name: re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True))) for name, table in TABLES.items()
}

# Letters that neither encoding can produce: a line with one of them is Unicode Vietnamese already.
_UNICODE_ONLY = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u0300-\u0323\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\s.,;:!?()\[\]{}\"“”‘’/\\<>|0-9_–—-]+")
_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x)?"
_RIME = (
    "(?:(?:iê|yê|uyê|ươ|uô|oă|oa|oe|uâ|uê|uơ|uy|ia|ya|ua|ưa|uya|iu|ưu|uyu|oo|ai|ao|au|ay|âu|ây|eo|êu|oi|ôi|ơi|ui|ưi"
    "|oai|oay|oao|oeo|uây|ươi|ươu|uôi|iêu|yêu|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)(?:ch|ng|nh|c|m|n|p|t)?)"
)
_SYLLABLE = re.compile(_ONSET + _RIME)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
ENOUGH_WORDS, ENOUGH_SHARE, ENOUGH_TEXT = 2, 0.7, 20_000
MAX_SUSPECT = 20  # signs: no syllable is longer in any of these encodings


def legacy_encoding(text: str) -> str | None:
    """ "TCVN3" or "VNI" if that is how most accented words of the text make Vietnamese syllables, else None."""
    words = [word for line in text[:ENOUGH_TEXT].splitlines() for word in _suspects(line)]
    if len(words) < ENOUGH_WORDS:
        return None
    told = [_syllables(word) for word in words if len(word) <= MAX_SUSPECT]
    plain, *shares_of = (sum(kinds) / len(words) for kinds in zip(*told, strict=True)) if told else (0, 0, 0)
    shares = dict(zip(TABLES, shares_of, strict=True))
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= ENOUGH_SHARE and shares[best] > plain else None


def convert(text: str, encoding: str) -> str:
    """The text in Unicode (NFC). Lines that hold Unicode Vietnamese already stay as they are.

    `encoding` is "TCVN3" or "VNI"; anything else is a KeyError.
    """
    lines = re.split("(\n)", text)
    return "".join(line if is_unicode(line) else _converted(line, encoding) for line in lines)


def is_unicode(text: str) -> bool:
    """Whether it has a letter that no old encoding can produce."""
    return _UNICODE_ONLY.search(text) is not None


def _converted(text: str, encoding: str) -> str:
    table = TABLES[encoding]
    return _LETTERS[encoding].sub(lambda found: table[found[0]], text)


def _suspects(line: str) -> list[str]:
    """Words with letters of the upper half of Latin-1, of a line that is not Unicode Vietnamese."""
    if is_unicode(unicodedata.normalize("NFC", line)):
        return []
    words = _WORD.findall(line) if not line.isascii() else ()
    # A sign by itself says little: "·" is ã in TCVN3, and a bullet everywhere else.
    return [word for word in words if len(word) > 1 and any("\u00a1" <= sign <= "\u00ff" for sign in word)]


@lru_cache(maxsize=1 << 13)
def _syllables(word: str) -> tuple[bool, ...]:
    """Whether it is a syllable as it stands, and in each of TABLES."""
    return (_is_syllable(word), *(_is_syllable(_converted(word, name)) for name in TABLES))


def _is_syllable(word: str) -> bool:
    """Whether a Vietnamese syllable that bears a mark could be written so."""
    return not word.lower().isascii() and is_syllable(word)


def is_syllable(word: str) -> bool:
    """Whether Vietnamese could spell a syllable so; one tone at most."""
    if len(word) > MAX_SUSPECT:
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    if sum(ord(sign) in _TONES for sign in apart) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", apart.translate(_TONES))) is not None
