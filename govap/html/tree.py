"""A pasted page as a tree of what tells how it looked, read from the canonical markup that nh3 writes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

import nh3

from .bounds import bounded, is_shallow, parted
from .cleaning import DROPPED_WHOLE, TAGS, TWINS

BLOCKS = {
    "div", "center", "section", "article", "header", "footer", "main", "aside", "nav", "dl", "dt", "dd", "pre",
    "address", "form", "fieldset", "legend", "details", "summary", "p", "h1", "h2", "h3", "h4", "h5", "h6",
    "blockquote", "figcaption",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "style"},
    **{tag: {"class", "style", "role", "aria-level"} for tag in ("p", "div")},
    "a": {"href", "data-document", "style", "class"},
    "font": {"style", "class", "face"},
    "figure": {"data-video", "data-album"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type", "style", "class"},
    "li": {"style", "class", "value", "aria-level", "data-aria-level", "data-aria-posinset"},
    "td": {"colspan", "rowspan", "style", "class", "bgcolor"},
    "th": {"colspan", "rowspan", "scope", "style", "class", "bgcolor"},
}
# Addresses of any scheme, for the report about pictures; nothing of this reaches a reader but through clean().
_survey = nh3.Cleaner(
    tags=TAGS | set(TWINS) | BLOCKS | {"span", "font", "tfoot", "ins"},
    clean_content_tags=DROPPED_WHOLE,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel", "file", "cid", "data", "blob", "content", "webkit-fake-url"},
    link_rel=None,
)
_TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?:[^<>"]++|"[^"]*+")*+)>|[^<]+')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_VOID = {"br", "hr", "img"}
MAX_DEPTH = 220  # what bounded() lets through, and what a parser adds to it; deeper levels lie flat


@dataclass(slots=True)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def of(self, *tags: str) -> Iterator["Node"]:
        """All descendants of these tags, in order."""
        waiting = [child for child in reversed(self.children) if isinstance(child, Node)]
        while waiting:
            node = waiting.pop()
            if node.tag in tags:
                yield node
            waiting += [child for child in reversed(node.children) if isinstance(child, Node)]


def read(html: str) -> Node:
    """The tree under a root without a tag; texts are unescaped, their spaces as they came."""
    root = Node("")
    path = [root]
    surveyed = _survey.clean(parted(bounded(html)))
    for token in _TOKEN.finditer(surveyed if is_shallow(surveyed) else bounded(surveyed)):
        end, tag, written = token.groups()
        if not tag:
            path[-1].children.append(unescape(token[0]))
        elif end:
            _close(path, tag)
        else:
            _open(path, tag, written)
    return root


def _open(path: list[Node], tag: str, written: str) -> None:
    node = Node(tag, _attributes(written) if written else {}, [])
    path[-1].children.append(node)
    if tag not in _VOID and len(path) < MAX_DEPTH:
        path.append(node)


def _close(path: list[Node], tag: str) -> None:
    if path[-1].tag == tag:
        path.pop()


@lru_cache(maxsize=512)
def _read_attributes(written: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def _attributes(written: str) -> dict[str, str]:
    # A picture may come as megabytes of address: not into the cache.
    return _read_attributes(written) if len(written) < 1000 else _read_attributes.__wrapped__(written)
