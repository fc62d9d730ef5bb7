"""An address as a QR code that a template draws: one <path>, so that no markup is ever put together by hand."""

from dataclasses import dataclass

import segno

QUIET = 4  # modules of white around the code, ISO/IEC 18004 §5.3.8
LEVEL = "m"  # up to 15 % may be smudged


@dataclass(frozen=True)
class Drawing:
    size: int  # modules along one side, the white margin included
    path: str  # the dark modules, for the attribute `d`


def drawn(address: str) -> Drawing:
    matrix = segno.make_qr(address, error=LEVEL, boost_error=False).matrix
    bars = (_bar(x, y, n) for y, row in enumerate(matrix) for x, n in _runs(row))
    return Drawing(size=len(matrix) + 2 * QUIET, path="".join(bars))


def _bar(x: int, y: int, n: int) -> str:
    return f"M{x + QUIET} {y + QUIET}h{n}v1h-{n}z"


def _runs(row: bytearray):
    """Where the dark modules of a row begin, and how many stand together."""
    start = None
    for x, is_dark in enumerate([*row, 0]):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            yield start, x - start
            start = None
