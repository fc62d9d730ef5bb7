"""Cleaned HTML for templates, with the numbers of documents marked."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from govap.documents import DOCUMENT_NUMBER, find_numbers, plain_number

from .cleaning import clean

_IMAGE = re.compile("<img [^>]*>")
_SOURCE = re.compile(r'<img [^>]*?src="([^"]*)"')
_MEASURES = re.compile(r' (?:width|height)="[0-9]*"')
_LATER = ' loading="lazy" decoding="async">'
_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_TEXT = re.compile(r"(?<=>)[^<>]+|^[^<>]+")


class Sizes(NamedTuple):
    """What a picture can be had in: srcset of WebP and of JPEG ("" without), own width and height, sizes as in HTML."""

    webp: str
    jpeg: str
    width: int
    height: int
    sizes: str


def pictures_of(html: str) -> list[str]:
    """The addresses of the pictures in HTML of clean(), each once."""
    return list(dict.fromkeys(unescape(source) for source in _SOURCE.findall(html)))


def render(html: str, pictures: Mapping[str, Sizes] | None = None) -> SafeString:
    """Cleaned HTML for a template; pictures whose sizes are known are offered in all of them."""
    return _rendered(html, tuple((pictures or {}).items()))


@lru_cache(maxsize=128)
def _rendered(html: str, pictures: tuple[tuple[str, Sizes], ...]) -> SafeString:
    """Nothing else on this site may mark people's input safe."""
    known = dict(pictures)
    shown = _IMAGE.sub(lambda image: _picture(image[0], known), clean(html))
    return mark_safe(_TEXT.sub(_with_numbers, shown))  # noqa: S308  cleaned three lines above


def as_json_ld(data: Mapping[str, object]) -> SafeString:
    """A <script> of data for machines; no text in it can end the script, and browsers do not run it."""
    told = json.dumps(data, ensure_ascii=False).translate(_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{told}</script>')  # noqa: S308  escaped above


def _picture(image: str, known: dict[str, Sizes]) -> str:
    source = _SOURCE.search(image)
    found = known.get(unescape(source[1])) if source else None
    if not found:
        return image[:-1] + _LATER
    offered = f' srcset="{escape(found.jpeg)}" sizes="{escape(found.sizes)}"' if found.jpeg else ""
    measured = _MEASURES.sub("", image[:-1]) + f'{offered} width="{found.width}" height="{found.height}"{_LATER}'
    if not found.webp:
        return measured
    webp = f'<source type="image/webp" srcset="{escape(found.webp)}" sizes="{escape(found.sizes)}">'
    return f"<picture>{webp}{measured}</picture>"


def _with_numbers(text: re.Match[str]) -> str:
    """The number of a document as <data value>, so that it stays on one line and machines read it without spaces."""
    return DOCUMENT_NUMBER.sub(_marked, text[0]) if find_numbers(text[0]) else text[0]


def _marked(found: re.Match[str]) -> str:
    if not find_numbers(found[0]):
        return found[0]
    return f'<data class="document-number" value="{plain_number(found[0])}">{found[0]}</data>'
