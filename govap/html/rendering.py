"""Cleaned HTML for templates, with the numbers of documents marked."""

import re
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from govap.documents import DOCUMENT_NUMBER, find_numbers, plain_number

from .cleaning import clean

_TEXT = re.compile(r"(?<=>)[^<>]+|^[^<>]+")


@lru_cache(maxsize=128)
def render(html: str) -> SafeString:
    """Cleaned HTML for a template. Nothing else on this site may mark people's input safe."""
    return mark_safe(_TEXT.sub(_with_numbers, clean(html)))  # noqa: S308  cleaned on this very line


def _with_numbers(text: re.Match[str]) -> str:
    """The number of a document as <data value>, so that it stays on one line and machines read it without spaces."""
    return DOCUMENT_NUMBER.sub(_marked, text[0]) if find_numbers(text[0]) else text[0]


def _marked(found: re.Match[str]) -> str:
    if not find_numbers(found[0]):
        return found[0]
    return f'<data class="document-number" value="{plain_number(found[0])}">{found[0]}</data>'
