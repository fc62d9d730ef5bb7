"""Addresses of pages. To reverse one costs Django as much as a whole card of a list: the pattern of a page is reversed
once, and what is plain is only written into it."""

import re
from functools import cache, lru_cache

from django.urls import NoReverseMatch, reverse

PLAIN = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
MARKS = {str: "mau-{}", int: "9090{}"}  # of arguments by their kind, told apart by where they stand


@lru_cache(maxsize=8192)
def path_of(name, *args):
    """As reverse(name, args=args)."""
    shape = _shape(name, *map(type, args)) if all(PLAIN.fullmatch(str(arg)) for arg in args) else None
    return shape.format(*args) if shape else reverse(name, args=args)


@cache
def _shape(name, *kinds):
    """The address with {0}, {1} … for its arguments; None for a pattern that takes more than the kind into account."""
    marks = [MARKS[kind].format(place) for place, kind in enumerate(kinds)]
    try:
        path = reverse(name, args=marks)
    except NoReverseMatch:
        return None
    for place, mark in enumerate(marks):
        path = path.replace(mark, f"{{{place}}}")
    return path
