"""What a list of the API shows: a page of rows and where it goes on, at a cost that does not grow with the site."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone

from govap.editorial import keyset
from news.models import Article, Category, Tag
from news.querysets import midnight
from videos.models import Video

from .asking import USUAL, AskedWrong, period


def articles():
    """Published articles with all that their shape needs, the tags as `told_tags`."""
    rows = Article.objects.published().select_related("category", "image")
    # As a plain list: a queryset would hold its article and the article it, until the collector comes by.
    return rows.prefetch_related(Prefetch("tags", to_attr="told_tags")).newest()


def videos():
    return Video.objects.published().select_related("programme", "poster").newest()


def page(rows, asked):
    """(items, cursor of the next page or None) of newest-first rows with published_at."""
    rows = rows.older_than(*asked["truoc"]) if "truoc" in asked else rows
    return _cut(rows, asked, keyset.encode)


def asked_articles(asked):
    """A page of the articles that were asked for, as page() gives it. Raises AskedWrong."""
    if "tag" in asked:
        return _tagged(asked)
    rows = articles().defer("body")
    if "category" in asked:
        rows = rows.in_category(_found(Category.objects.all(), "chuyên mục", asked["category"]))
    if days := period(asked):
        rows = rows.between(*days)
    return page(rows, asked)


def _tagged(asked):
    """By the tag's own rows, which bear the dates: a join would sort every article of a common tag. A page may hold
    fewer than asked for, where something has expired."""
    if "category" in asked:
        raise AskedWrong("Chỉ lọc theo một trong hai: category hoặc tag.")
    rows = _found(Tag.objects.all(), "thẻ", asked["tag"]).items.until(timezone.now()).newest()
    if days := period(asked):
        first, last = days
        rows = rows.dated(published_at__gte=midnight(first), published_at__lt=midnight(last + timedelta(days=1)))
    found, cursor = page(rows, asked)
    ids = [row.content_object_id for row in found]
    return articles().defer("body").filter(pk__in=ids), cursor


def tags():
    """The tags of published articles, newest first, looked up tag by tag."""
    # Compared with one id each: for EXISTS, PostgreSQL would read all articles into a hash first.
    of_tag = Article.objects.published().filter(tagged__tag=OuterRef("pk")).values("tagged__tag")[:1]
    return Tag.objects.filter(pk=Subquery(of_tag)).order_by("-pk")


def asked_tags(asked):
    rows = tags().filter(pk__lt=asked["truoc"][1]) if "truoc" in asked else tags()
    return _cut(rows, asked, lambda tag: keyset.encode(Place(keyset.EPOCH, tag.pk)))


class Place(NamedTuple):
    """Of something without a date in a list that goes on by keyset."""

    published_at: datetime
    pk: int


def _cut(rows, asked, cursor_of):
    size = asked.get("limit", USUAL)
    items = list(rows[: size + 1])
    return items[:size], cursor_of(items[size - 1]) if len(items) > size else None


def _found(rows, kind, slug):
    if not (found := rows.filter(slug=slug).first()):
        raise AskedWrong(f"Không có {kind} “{slug}”.")
    return found
