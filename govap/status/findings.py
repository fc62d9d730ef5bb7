"""One thing that was looked at: what it is, how it stands, and what to do where it is not well."""

from collections.abc import Callable
from dataclasses import dataclass

GOOD, WARN, BAD = "tot", "chu-y", "loi"
WORDS = {GOOD: "Tốt", WARN: "Chú ý", BAD: "Lỗi"}


@dataclass(frozen=True)
class Finding:
    name: str
    words: str
    state: str = GOOD
    remedy: str = ""

    @property
    def state_words(self):
        return WORDS[self.state]


def worse(value, *, warn, bad):
    """How a number stands that is the worse the larger it is."""
    return BAD if value >= bad else WARN if value >= warn else GOOD


def told(name: str, words: str, state: str, remedy: str) -> Finding:
    """A finding whose remedy is said only where there is something to remedy."""
    return Finding(name, words, state, remedy if state != GOOD else "")


Look = Callable[[], Finding]
