"""What a saved page of the old portal holds, and why one could not be read."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from govap.text import fold
from news.legacy import legacy_key


class LegacyError(Exception):
    """A page that cannot be imported: the line (from 1) and the reason, in Vietnamese."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"dòng {line}: {reason}")
        self.line, self.reason = line, reason


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, cell or list item of a page, in the order of reading."""

    line: int
    text: str
    html: str
    is_item: bool = False
    is_whole: bool = False  # the HTML is a complete table or list, not the inside of a paragraph


@dataclass(frozen=True)
class LegacyPage:
    category: str
    published_at: datetime
    title: str
    dateline: str
    summary: str
    body_html: str
    byline: list[dict[str, str]]
    views: int
    videos: list[str]
    visits: int | None  # of the whole site, at the moment of saving
    address: str

    @property
    def key(self) -> str:
        """(section, ItemID) of the address, the same for all its forms; without one, the title and the moment."""
        parts = urlsplit(self.address)
        return legacy_key(parts.path, dict(parse_qsl(parts.query))) or self.content_key

    @property
    def content_key(self) -> str:
        content = f"{fold(self.title)}\n{self.published_at.isoformat()}"
        return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"
