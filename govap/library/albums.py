"""How the pictures of an album lie side by side: rows of two on a phone and of three elsewhere, the odd ones first and
larger."""

from dataclasses import dataclass

from .models import Image

MOST = 100  # pictures of an album that one page shows
# Of the column as `IN_TEXT` in templatetags/pictures.py has it, for the sharpest phones and for others.
_PHONE = {1: ("calc(66vw - 1.7rem)", "calc(100vw - 2.5rem)"), 2: ("calc(33vw - 1rem)", "calc(50vw - 1.5rem)")}
_WIDE = {1: "45rem", 2: "22rem", 3: "15rem"}


@dataclass(frozen=True)
class Cell:
    """`sizes` as in HTML; `alt` is never empty, for the picture is a link."""

    image: Image
    sizes: str
    alt: str


def cells(images):
    """The cells of an album's pictures, in their order."""
    total = len(images)
    return [Cell(image, _sizes(place, total), _alt(image, place)) for place, image in enumerate(images)]


def _sizes(place, total):
    sharp, phone = _PHONE[1 if place == 0 and total % 2 else 2]
    # As parts.css lays them out.
    wide = 3 if place >= total % 3 else total % 3
    screen = "(max-width: 36rem)"
    return f"{screen} and (min-resolution: 2.5dppx) {sharp}, {screen} {phone}, {_WIDE[wide]}"


def _alt(image, place):
    return image.alt or image.caption or f"Ảnh {place + 1}"
