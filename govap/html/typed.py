"""What typists put before a line: bullets, "1.", "1.1", "I.", "a)"."""

import re
from dataclasses import dataclass

from .inline import Line, words

# Signs of Symbol and Wingdings that Word leaves in the private area are bullets too.
_SQUARES, _RINGS = "▪■\uf0a7\uf06e", "◦○□❑☐\uf06f\uf071\uf0a8"
_DOTS = "•·●∙⦁⁃‣►▶▸◆➢➤✓✔❖\uf0b7\uf0d8\uf0fc\uf076\uf0e0\uf02d"
_BULLET = re.compile(
    rf"(?:(?:(?P<dot>[{_DOTS}])|(?P<square>[{_SQUARES}])|(?P<ring>[{_RINGS}]))\ufe0f?\s*|(?P<dash>[-–—−])(?:\s+|(?=[^\W\d_]))|(?P<plus>\+)(?:\s+|(?=[^\W\d_]))"
    r"|(?P<star>\*)\s+)(?=[^\s\-–—−+*•·])"
)
_ROMAN = re.compile(r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})[.)/]\s*(?=[^\s.])")
_DOTTED = re.compile(r"([0-9]{1,2})(?:\.[0-9]{1,2}){1,3}[.)]?\s+(?=[^\s\d])")
_NUMBER = re.compile(r"[(]?([0-9]{1,3})(?:[.)]|/(?![0-9])|-(?=\s))\s*(?=[^\s\d.])")
_LETTER = re.compile(r"[a-zđ][.)]\s*(?=[^\s.])")
_KINDS = (("roman", _ROMAN), ("dotted", _DOTTED), ("number", _NUMBER), ("letter", _LETTER))

BULLETS = {"dot", "square", "ring", "dash", "plus", "star"}
# What Word draws as bullets in its fonts Symbol, Courier New and Wingdings.
DRAWN = {"·": "•", "o": "◦", "§": "▪", "Ø": "➢", "ü": "✓", "v": "❖", "q": "□", "Ÿ": "•", "w": "◆", "à": "➢"}
# The same fonts within a text: what Word and Outlook make of -->, <--, :) and :(, and signs of a letterhead.
PICTURED = {
    "à": "→", "ß": "←", "ó": "↔", "è": "➔", "J": "☺", "K": "😐", "L": "☹", "ü": "✓", "û": "✗", "þ": "☑", "ý": "☒",
    "(": "☎", "*": "✉", "«": "★",
}  # fmt: skip

# What any of them begins with: most lines do not, and need not be asked five times.
_MAY_BEGIN = re.compile(rf"[{_DOTS}{_SQUARES}{_RINGS}–—−+*(0-9IVX-]|[a-zđ][.)]")

LETTERS = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
    "upper-roman": "I",
}  # fmt: skip
ROMANS = {
    sign: number
    for number, sign in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"], 1
    )
}
# Of a bullet font a letter is left, "v" or "q", but never with a stop behind it.
_COUNTED = re.compile(r"[(]?(?:([0-9]{1,3})[.)/]?|([a-zA-Z]{1,5})[.)/])[)]?")


@dataclass(frozen=True, slots=True)
class Typed:
    """`kind` is one of BULLETS, roman, dotted, number or letter; `length` its signs and the spaces after.

    `number` is that of "3." and of "III.", and the first of "3.1".
    """

    kind: str
    length: int
    number: int = 0

    @property
    def is_bullet(self) -> bool:
        return self.kind in BULLETS


def typed(line: Line) -> Typed | None:
    text = words(line[:6]) if line else ""
    if not _MAY_BEGIN.match(text):
        return None
    if found := _BULLET.match(text):
        return Typed(found.lastgroup or "", found.end())
    for kind, pattern in _KINDS:
        if found := pattern.match(text):
            return Typed(kind, found.end(), _number(kind, found))
    return None


def _number(kind: str, found: re.Match[str]) -> int:
    if kind == "roman":
        return ROMANS.get(found[0].rstrip(" .)/").lower(), 0)
    return int(found[1]) if kind in ("number", "dotted") else 0


def counted(typed: str) -> tuple[int, str]:
    """Number and letter of an item by what Word wrote beside it: "3." is (3, ""), "b)" is (2, "a"), "·" is (0, "")."""
    found = _COUNTED.fullmatch(typed)
    if not found:
        return 0, ""
    if found[1]:
        return int(found[1]), ""
    sign = found[2]
    letter = "a" if sign.islower() else "A"
    roman = ROMANS.get(sign.lower(), 0)
    if roman and (len(sign) > 1 or sign.lower() == "i"):
        return roman, "i" if sign.islower() else "I"
    return (ord(sign.lower()) - ord("a") + 1, letter) if len(sign) == 1 else (0, "")


def is_worded(typed: str) -> bool:
    """Whether Word wrote more beside an item than a bullet or a count: "4.1.", "Điều 2.", "Phần I"."""
    return counted(typed) == (0, "") and len(typed) > 1 and any(sign.isalnum() for sign in typed)
