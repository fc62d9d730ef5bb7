"""What typists put before a line: bullets, "1.", "1.1", "I.", "a)"."""

import re
from dataclasses import dataclass

from .inline import Line, words

# Signs of Symbol and Wingdings that Word leaves in the private area are bullets too.
_BULLET = re.compile(
    r"(?:(?P<dot>[•·▪●‣◦○■□◆➢➤✓✔❖\uf0b7\uf0a7\uf0d8\uf0fc\uf076])\s*|(?P<dash>[-–—−])(?:\s+|(?=[^\W\d_]))|(?P<plus>\+)(?:\s+|(?=[^\W\d_]))"
    r"|(?P<star>\*)\s+)(?=[^\s\-–—−+*•·])"
)
_ROMAN = re.compile(r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})[.)/]\s*(?=[^\s.])")
_DOTTED = re.compile(r"([0-9]{1,2})(?:\.[0-9]{1,2}){1,3}[.)]?\s+(?=[^\s\d])")
_NUMBER = re.compile(r"[(]?([0-9]{1,3})(?:[.)]|/(?![0-9]))\s*(?=[^\s\d.])")
_LETTER = re.compile(r"[a-zđ][.)]\s*(?=[^\s.])")
_KINDS = (("roman", _ROMAN), ("dotted", _DOTTED), ("number", _NUMBER), ("letter", _LETTER))


@dataclass(frozen=True, slots=True)
class Typed:
    """`kind` is dot, dash, plus, star, roman, dotted, number or letter; `length` its signs and the spaces after.

    `number` is that of "3." and the first of "3.1".
    """

    kind: str
    length: int
    number: int = 0

    @property
    def is_bullet(self) -> bool:
        return self.kind in {"dot", "dash", "plus", "star"}


def typed(line: Line) -> Typed | None:
    text = words(line[:6]) if line else ""
    if found := _BULLET.match(text):
        return Typed(found.lastgroup or "", found.end())
    for kind, pattern in _KINDS:
        if found := pattern.match(text):
            return Typed(kind, found.end(), int(found[1]) if kind in ("number", "dotted") else 0)
    return None
