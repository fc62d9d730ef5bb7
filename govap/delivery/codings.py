"""Content codings: which one a browser wants (RFC 9110, 12.5.3), and the bytes in it."""

import gzip
import re
from functools import lru_cache

import brotli

CODINGS = ("br", "gzip", "identity")  # the smaller before the larger
WEIGHT = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
LONGEST = 300
WINDOW = 16  # 64 KB, as much as a page has: in half the time that the usual 4 MB take, and as small
BROTLI, GZIP = 5, 6  # a page is made anew every ten seconds: the last percent would cost more than it saves


@lru_cache(maxsize=512)
def coding_of(accepted: str) -> str:
    """The coding to answer an Accept-Encoding with; nonsense gets the plain page."""
    if len(accepted) > LONGEST:
        return "identity"
    weights = dict(map(_weighed, accepted.split(",")))
    wanted = {coding: weights.get(coding, weights.get("*", 0.0)) for coding in CODINGS}
    # A browser that refuses everything is given the plain page all the same.
    wanted["identity"] = max(weights.get("identity", 0.001), 0.0001)
    return max(CODINGS, key=lambda coding: wanted[coding])  # the first of equals


def encode(body: bytes, coding: str) -> bytes:
    if coding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI, lgwin=WINDOW)
    return gzip.compress(body, GZIP, mtime=0) if coding == "gzip" else body


def decode(packed: bytes) -> bytes:
    """What was encoded as br."""
    return brotli.decompress(packed)


def _weighed(part: str) -> tuple[str, float]:
    coding, _, parameter = part.partition(";")
    if not parameter.strip():
        return coding.strip().lower(), 1.0
    weight = WEIGHT.fullmatch(parameter.strip())
    return coding.strip().lower(), float(weight[1]) if weight else 0.0
