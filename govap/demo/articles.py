"""Any number of demo articles, a few thousand a second: ready texts, rows written in bulk, one count of the days."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from govap.counting.models import DailyCount
from govap.names import key_of, named_in
from govap.search import index
from govap.search.entries import Document
from news.models import Article, DayCount, TaggedArticle
from news.naming import Naming

from . import rows
from .dates import office_moments
from .sentences import Writer

ARTICLE_FIELDS = (
    "id", "title", "slug", "summary", "body", "dateline", "image", "category", "section", "byline",
    "is_featured", "view_count", "legacy_address", "is_live", "published_at", "expires_at", "created_at", "updated_at",
    "review", "stage", "desk_title", "desk_category", "desk_at", "withdrawn_why", "withdrawn_note",
)  # fmt: skip
TAGGED_FIELDS = ("tag", "content_object", "published_at")
NAMING_FIELDS = ("name", "article", "published_at")
BYLINES = [
    [{"role": role, "name": name} for role, name in people]
    for people in (
        [("bai", "Phóng viên A"), ("anh", "Tổ Tin tức")],
        [("tin", "Phóng viên B"), ("anh", "Phóng viên B")],
        [("bai", "Nguyễn Văn Mẫu"), ("anh", "Cộng tác viên")],
        [("tin", "Tổ Tin tức")],
        [("bai", "Phóng viên A"), ("bai", "Phóng viên C"), ("anh", "Cộng tác viên")],
        [("nguon", "Tổ Tin tức")],
    )
]
FEATURED, READ_LATELY, MOST_VIEWS = 5, 60, 25_000
INDEXED_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Slot:
    """What is settled of an article before it is written."""

    moment: datetime
    is_live: bool = True
    is_featured: bool = False
    expires: bool = False


def write_articles(number, shelf, seed, end):
    """Write `number` articles, the newest of them just before `end` (aware); `shelf` says where they go."""
    first = rows.next_id(Article)
    writing = _Writing(shelf, f"{seed}-{first}", end)
    slots = enumerate(_slots(number, end, random.Random(f"{seed}-{first}-dates")), first)
    for batch in rows.batches(writing.article(pk, slot) for pk, slot in slots):
        rows.insert(Article, ARTICLE_FIELDS, [article for article, _, _ in batch])
        rows.insert(Naming, NAMING_FIELDS, [naming for _, _, found in batch for naming in _namings(found)])
        rows.insert(TaggedArticle, TAGGED_FIELDS, [link for _, links, _ in batch for link in links])
        index_them([document for _, _, document in batch])
    rows.reset_ids(Article)
    count_days()
    _read_lately(first, end, random.Random(f"{seed}-{first}-views"))


def _namings(document):
    names = named_in(document.title, document.summary, document.body) if document.date else []
    return [(key_of(name), document.object_id, document.date) for name in names]


def index_them(documents):
    # A few at a time: what the index has worked out for citizens it then still knows for the desk.
    for start in range(0, len(documents), INDEXED_AT_ONCE):
        some = documents[start : start + INDEXED_AT_ONCE]
        index.write_many("public", [document for document in some if document.date])
        index.write_many("desk", some)


def count_days():
    """Every day's published articles, counted by one aggregate."""
    by_day = Article.objects.published().annotate(day=TruncDate("published_at")).values_list("day")
    counted = by_day.annotate(count=Count("pk")).order_by("day")
    days = [DayCount(day=day, year=day.year, month=day.month, count=count) for day, count in counted]
    DayCount.objects.bulk_create(days, update_conflicts=True, unique_fields=["day"], update_fields=["count"])


def _slots(number, end, chance):
    """Live articles by date; of twenty or more, one scheduled and up to three drafts come last."""
    drafts = min(3, number // 20)
    scheduled = min(1, drafts)
    live = number - drafts - scheduled
    for n, moment in enumerate(office_moments(live, end, chance)):
        yield Slot(moment, is_featured=live - n in (1, 3, 6, 10, 15), expires=n % 1000 == 500)
    yield from (
        Slot((end + timedelta(days=3)).replace(hour=8, minute=0, second=0, microsecond=0)) for _ in range(scheduled)
    )
    yield from (Slot(end, is_live=False) for _ in range(drafts))


class _Writing:
    def __init__(self, shelf, seed, end):
        self.shelf, self.end = shelf, end
        self.writer, self.chance = Writer(seed), random.Random(f"{seed}-stories")
        self.topics = list(self.writer.topics.values())

    def article(self, pk, slot):
        """The row of an article, the rows of its tags, and what finds it."""
        chance = self.chance
        topic = self.topics[int(chance.random() * len(self.topics))]
        story = self.writer.story(topic, slot.moment, chance)
        section, category = self._category(topic.name)
        published = slot.moment if slot.is_live else None
        expires = slot.moment + timedelta(days=60) if slot.expires else None
        byline, tags = BYLINES[int(chance.random() * len(BYLINES))], self._tags(topic)
        row = (
            pk, story.title, story.slug, story.summary, story.body, "WEBGOVAP", self._image(pk),
            category, section, byline, slot.is_featured, self._views(slot),
            "", slot.is_live, published, expires, min(slot.moment, self.end), min(slot.moment, self.end),
            "imported" if slot.is_live else "", "live" if slot.is_live else "draft", story.title, category,
            min(slot.moment, self.end), "", "",
        )  # fmt: skip
        links = [(self.shelf.tags[tag], pk, published) for tag in tags]
        return row, links, Document(
            "article", pk, story.title, story.summary, story.plain, tags, [person["name"] for person in byline],
            published, [f"category:{category}", f"category:{section}", *(f"tag:{tag}" for tag, _, _ in links)],
        )  # fmt: skip

    def _category(self, name):
        section, children = self.shelf.categories[name]
        inside = children and self.chance.random() < 0.6
        return section, children[int(self.chance.random() * len(children))] if inside else section

    def _image(self, pk):
        # One after the other, so that neighbours in a list never show the same picture; one in ten has none.
        images = self.shelf.images
        return images[pk % len(images)] if images and self.chance.random() < 0.9 else None

    def _views(self, slot):
        if not slot.is_live or slot.moment >= self.end:
            return 0
        age = min(1, (self.end - slot.moment).days / 60)
        return min(MOST_VIEWS, int((20 + 180 * age) * self.chance.paretovariate(1.3)))

    def _tags(self, topic):
        tags = topic.tags[:]
        for _ in range(max(0, len(tags) - 1 - int(self.chance.random() * 3))):
            tags.pop(int(self.chance.random() * len(tags)))
        return tags


def _read_lately(first, end, chance):
    """Views of the last seven days for the newest articles, in their totals too."""
    # Articles deleted since may have left theirs under the ids that are given again.
    DailyCount.objects.filter(kind="article", object_id__gte=first).delete()
    newest = list(Article.objects.published(at=end).filter(pk__gte=first).newest()[:READ_LATELY])
    for article in newest:
        days = min(7, (end.date() - article.published_at.astimezone(end.tzinfo).date()).days + 1)
        counts = [chance.randint(3, 90) for _ in range(days)]
        DailyCount.objects.bulk_create(
            DailyCount(day=end.date() - timedelta(days=n), kind="article", object_id=article.pk, count=count)
            for n, count in enumerate(counts)
        )
        article.view_count += sum(counts)
    Article.objects.bulk_update(newest, ["view_count"])
