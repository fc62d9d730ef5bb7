"""What a body holds of the library and of the videos: pictures by address, the rest by the number of its row."""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import NamedTuple

from .cleaning import to_text

ALBUM, VIDEO, DOCUMENT = "album", "video", "document"

SOURCE = re.compile(r'<img [^>]*?src="([^"]*)"')
_WORDS = {ALBUM: "Album", VIDEO: "Video", DOCUMENT: "Tài liệu"}
_IMAGE = re.compile("<img [^>]*>")
_ALT = re.compile(' alt="([^"]*)"')
_FIGURE = re.compile("<figure ([^>]*)>")
_EMBED = re.compile('data-(album|video)="([1-9][0-9]{0,17})"')
_LINK = re.compile("<a ([^>]*)>")
# By its attribute, or by its address alone: a link that somebody typed leads to the same file.
_DOCUMENT = re.compile(r'(?:^| )(?:data-document="([1-9][0-9]{0,17})"|href="/tai-lieu/([1-9][0-9]{0,17})/")')
# A document by the address of its file, as somebody copies it from the library.
_FILE = re.compile(r'(?:^| )href="/media/(van-ban/[0-9]{4}/[0-9]{2}/[0-9a-f]{32}\.[a-z]{3,4})"')
MAX_FILES = 50


class Nodes(NamedTuple):
    """Each once, in the order of the body."""

    pictures: tuple[str, ...] = ()
    albums: tuple[int, ...] = ()
    videos: tuple[int, ...] = ()
    documents: tuple[int, ...] = ()
    files: tuple[str, ...] = ()  # names of documents' files


def nodes_of(html: str) -> Nodes:
    """What HTML of clean() shows or leads to."""
    embeds = dict.fromkeys(map(embed_of, _FIGURE.findall(html)))
    links = _LINK.findall(html)
    documents = dict.fromkeys(map(document_of, links))
    files = dict.fromkeys(found[1] for found in map(_FILE.search, links) if found)
    return Nodes(
        tuple(dict.fromkeys(unescape(source) for source in SOURCE.findall(html))),
        tuple(number for kind, number in embeds if kind == ALBUM),
        tuple(number for kind, number in embeds if kind == VIDEO),
        tuple(filter(None, documents)),
        tuple(files)[:MAX_FILES],
    )


def embed_of(attributes: str) -> tuple[str, int]:
    """("album", 3) or ("video", 42) of a figure with these attributes; ("", 0) of any other figure."""
    found = _EMBED.search(attributes)
    return (found[1], int(found[2])) if found else ("", 0)


def document_of(attributes: str) -> int:
    """The number of the document that a link with these attributes leads to; 0 for any other link."""
    found = _DOCUMENT.search(attributes)
    return int(found[1] or found[2]) if found else 0


def spoken(kind: str, number: int, names: Mapping[tuple[str, int], str]) -> str:
    """ "Album: Ngày hội" where the name is known, else "Album số 3"."""
    name = names.get((kind, number), "")
    return f"{_WORDS[kind]}: {name}" if name else f"{_WORDS[kind]} số {number}"


def in_words(html: str, names: Mapping[tuple[str, int], str]) -> str:
    """The words of HTML of clean(), with a line for what has none: "[Album: Ngày hội]", "[Ảnh: Hội nghị]"."""
    told = _FIGURE.sub(lambda figure: figure[0] + _told(figure[1], names), html)
    return to_text(_IMAGE.sub(_pictured, told))


def _told(attributes: str, names: Mapping[tuple[str, int], str]) -> str:
    kind, number = embed_of(attributes)
    return f"<p>[{escape(spoken(kind, number, names))}]</p>" if kind else ""


def _pictured(image: re.Match[str]) -> str:
    alt = _ALT.search(image[0])
    return f"<p>[Ảnh: {alt[1]}]</p>" if alt and alt[1] else "<p>[Ảnh]</p>"
