"""One feed in three forms: RSS 2.0 (.xml), Atom (.atom) and JSON Feed 1.1 (.json)."""

import json
import mimetypes
import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from urllib.parse import urljoin

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.utils import feedgenerator, timezone

from govap.delivery.policy import cached_page

from . import publisher

LENGTH = 30
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, 2.2
JSON_VERSION = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class Channel:
    """What a feed is about: `rows` of something Publishable, at the address `link`."""

    title: str
    description: str
    link: str
    rows: QuerySet
    publisher: str = field(default_factory=lambda: publisher.current().name)


class ReadElsewhere:
    """What is attached needs its host too; signs that XML has no place for are left out."""

    def add_item(self, enclosures=(), **told):
        for enclosure in enclosures:
            enclosure.url = urljoin(self.feed["link"], enclosure.url)
        told |= {name: printable(told[name]) for name in ("title", "description")}
        super().add_item(enclosures=enclosures, **told)


class AsHtml(ReadElsewhere):
    """Readers take the description for HTML: what is plain text here must stay so there."""

    def add_item(self, description, **told):
        super().add_item(description=escape(description, quote=False), **told)


class RssFeed(AsHtml, feedgenerator.Rss201rev2Feed):
    pass


class AtomFeed(AsHtml, feedgenerator.Atom1Feed):
    def add_item(self, unique_id, pubdate, **more):
        # RFC 4287, 4.2.6: an IRI. The RSS feed says the path alone.
        tag = feedgenerator.get_tag_uri(urljoin(self.feed["link"], unique_id).rstrip("/"), pubdate)
        super().add_item(unique_id=tag, pubdate=pubdate, **more)


class JsonFeed(ReadElsewhere, feedgenerator.SyndicationFeed):
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        told = {
            "version": JSON_VERSION,
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "items": [_as_json(item) for item in self.items],
        }
        outfile.write(json.dumps(told, ensure_ascii=False))


def printable(words):
    """Text without the signs that XML has no place for, escaped or not."""
    return UNPRINTABLE.sub(" ", words)


KINDS = {"xml": RssFeed, "atom": AtomFeed, "json": JsonFeed}


@cached_page(seconds=300)
class PublishableFeed(Feed):
    """A subclass tells its Channel in get_object()."""

    language = "vi"
    item_guid_is_permalink = False

    def __init__(self, ending="xml"):
        self.feed_type = KINDS[ending]

    def title(self, channel):
        return f"{channel.title} | {channel.publisher}"

    def description(self, channel):
        return channel.description

    subtitle = description  # Atom's name for it

    def link(self, channel):
        return channel.link

    def author_name(self, channel):
        return channel.publisher

    feed_copyright = author_name

    def items(self, channel):
        return channel.rows.newest()[:LENGTH]

    def item_title(self, item):
        return item.title

    def item_pubdate(self, item):
        return timezone.localtime(item.published_at)

    def item_updateddate(self, item):
        return timezone.localtime(max(item.updated_at, item.published_at))

    def item_guid(self, item):
        return item.get_absolute_url()

    def item_enclosures(self, item):
        attached = self.item_file(item)
        size = attached and size_of(attached.storage, attached.name)
        kind = mimetypes.guess_type(attached.name)[0] if size else None
        return [feedgenerator.Enclosure(attached.url, str(size), kind)] if kind else []

    def item_file(self, item):
        """The file that goes with an item, or None."""


@lru_cache(maxsize=4096)
def size_of(storage, name):
    """Bytes of a stored file, 0 for one that is gone. Names are given once, so an answer stays true."""
    try:
        return storage.size(name)
    except OSError:
        return 0


def _as_json(item):
    pictures = [one for one in item["enclosures"] if one.mime_type.startswith("image/")]
    told = {
        "id": urljoin(item["link"], item["unique_id"]),
        "url": item["link"],
        "title": item["title"],
        "content_text": item["description"] or item["title"],
        "date_published": item["pubdate"].isoformat(timespec="seconds"),
        "date_modified": item["updateddate"].isoformat(timespec="seconds"),
    }
    if item["categories"]:
        told["tags"] = list(item["categories"])
    if pictures:
        told["image"] = pictures[0].url
    if item["enclosures"]:
        told["attachments"] = [
            {"url": one.url, "mime_type": one.mime_type, "size_in_bytes": int(one.length)} for one in item["enclosures"]
        ]
    return told
