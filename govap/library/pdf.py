"""What a PDF says and does. A module apart: pypdf takes 9 MB, which no process needs that is never given a PDF."""

import io
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MAX_PAGES, MAX_OBJECTS = 300, 20_000
# What makes a PDF do something by itself.
_ACTS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


def acts(content: bytes) -> bool:
    """Whether it runs a script, starts a program or carries other files, as far as its own objects say."""
    if _ACTS.search(_plain_names(content)):
        return True
    try:
        return _acts_inside(PdfReader(io.BytesIO(content)))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        return False  # what no reader can open runs nothing


def text_of(file, limit: int) -> str:
    """Its words, until there are more than `limit` signs; a ValueError or what pypdf lets through if broken."""
    pieces, length = [], 0
    try:
        for page in PdfReader(file).pages[:MAX_PAGES]:
            pieces.append(page.extract_text())
            length += len(pieces[-1])
            if length > limit:
                break
    except PyPdfError as error:
        raise ValueError("broken PDF") from error
    return "\n".join(pieces)


def _plain_names(content):
    """Names may be written with escapes, /J#61vaScript (ISO 32000-1, 7.3.5)."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), content)


def _acts_inside(reader):
    """The same of objects in compressed streams, which the bytes of the file do not show."""
    for number in list(reader.xref_objStm)[:MAX_OBJECTS]:
        found = reader.get_object(number)
        if found is not None and _ACTS.search(repr(found)[:20_000].encode(errors="replace")):
            return True
    return False
