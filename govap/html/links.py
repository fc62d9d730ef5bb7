"""Addresses of pasted links: out of the wrappings that Google, Facebook and Outlook put around them."""

import re
from html import escape
from urllib.parse import SplitResult, parse_qs, urlsplit, urlunsplit

from .tree import Node

_WRAPPERS = {"l.facebook.com", "lm.facebook.com", "www.google.com", "google.com"}
_WRAPPED = ("u", "q", "url")
_TRACKING = re.compile(r"(?:^|&)(?:fbclid|utm_[a-z]+|zarsrc|gclid|__cft__\[[0-9]\]|__tn__|__eep__)=[^&]*")
_SHOWN = re.compile(r"(?:https?:|mailto:|tel:|/|#|\?)", re.IGNORECASE)
# Where Word and old pages point at themselves.
_INNER = re.compile(r"#(?:_|$)")
MAX_HREF = 2000
MAX_WRAPPED = 4 * MAX_HREF  # with what is around it


def anchor(node: Node) -> str:
    """The opening tag of a link without brackets, "" when it leads nowhere that a reader could go."""
    href = unwrapped(node.attributes.get("href", "").strip())
    document = node.attributes.get("data-document", "")
    known = f' data-document="{document}"' if document.isascii() and document.isdigit() else ""
    if not _SHOWN.match(href) or _INNER.match(href) or len(href) > MAX_HREF:
        return f"a{known}" if known else ""
    return f'a href="{escape(href)}"{known}'


def unwrapped(href: str) -> str:
    """The address that was meant, without what follows readers around."""
    if len(href) > MAX_WRAPPED:
        return href
    try:
        while inside := _inside(urlsplit(href)):
            href = inside
        return _untracked(href)
    except ValueError:
        return href


def _inside(parts: SplitResult) -> str:
    """What a wrapping leads to; it may be a wrapping itself, of somebody who shared what was shared."""
    if parts.hostname not in _WRAPPERS and not (parts.hostname or "").endswith(".safelinks.protection.outlook.com"):
        return ""
    query = parse_qs(parts.query, max_num_fields=50)
    inside = next((query[name][0] for name in _WRAPPED if name in query), "").strip()
    return inside if inside.startswith(("http://", "https://")) else ""


def _untracked(href: str) -> str:
    parts = urlsplit(href)
    kept = _TRACKING.sub("", parts.query).lstrip("&")
    return href if kept == parts.query else urlunsplit(parts._replace(query=kept))
