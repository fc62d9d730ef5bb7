"""Cleaned HTML for templates."""

import json
from collections.abc import Mapping
from functools import lru_cache

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from .cleaning import clean
from .drawing import Embed, Linked, Parts, Sizes, drawn

_IN_SCRIPT = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def render(
    html: str,
    pictures: Mapping[str, Sizes] | None = None,
    embeds: Mapping[tuple[str, int], Embed] | None = None,
    documents: Mapping[int, Linked] | None = None,
) -> SafeString:
    """Cleaned HTML for a template: pictures by address in all sizes that are given, albums and videos by kind and
    number, documents by number. An album, video or document that is not given is not shown."""
    # Escaped here: to a cache, text that is safe and the same text that is not are one key.
    safe = {key: Embed(*map(conditional_escape, embed)) for key, embed in (embeds or {}).items()}
    return _rendered(html, *(tuple(parts.items()) for parts in (pictures or {}, safe, documents or {})))


@lru_cache(maxsize=128)
def _rendered(
    html: str,
    pictures: tuple[tuple[str, Sizes], ...],
    embeds: tuple[tuple[tuple[str, int], Embed], ...],
    documents: tuple[tuple[int, Linked], ...],
) -> SafeString:
    """Nothing else on this site may mark people's input safe. Kept under all that is drawn, so never stale."""
    shown = drawn(clean(html), Parts(dict(pictures), dict(embeds), dict(documents)))
    return mark_safe(shown)  # noqa: S308  cleaned in the line above; what is drawn into it is safe or was escaped


def as_json_ld(data: Mapping[str, object]) -> SafeString:
    """A <script> of data for machines; no text in it can end the script, and browsers do not run it."""
    told = json.dumps(data, ensure_ascii=False)
    for sign, escaped in _IN_SCRIPT.items():  # translate() would need twenty times as long
        told = told.replace(sign, escaped)
    return mark_safe(f'<script type="application/ld+json">{told}</script>')  # noqa: S308  escaped above
