"""Checks while writing: what a second reader would stop at. Pure: who asks brings the texts, and knows of addresses
and pictures what no text tells."""

from collections.abc import Iterator
from itertools import islice

from .dates import wrong_dates
from .findings import KINDS, MOST, MOST_OF_KIND, SELECTED, Finding, Place, shown
from .headings import misplaced_headings
from .links import vague_links
from .reading import Link, Page, Picture, Text
from .sentences import long_sentences
from .titles import long_titles
from .tones import NEW, OLD, misplaced

__all__ = [
    "KINDS", "MOST", "NEW", "OLD", "SELECTED", "Finding", "Link", "Page", "Picture", "Place", "Text", "check", "shown",
]  # fmt: skip


def check(page: Page, school: str) -> list[Finding]:
    """Up to MOST_OF_KIND of each kind; `school` is OLD, NEW, or "" to leave the marks of tones alone."""
    found: list[Iterator[Finding]] = [
        vague_links(page),
        wrong_dates(page.texts),
        misplaced_headings(page),
        long_titles(page.texts),
        long_sentences(page.texts),
    ]
    if school:
        found.append(misplaced(page.texts, school))
    return [finding for findings in found for finding in islice(findings, MOST_OF_KIND)]
