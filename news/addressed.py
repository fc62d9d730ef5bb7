"""One article as its page shows it, by prepared queries: the row with its corrections, its tags, its neighbours."""

from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from govap.editorial import corrections
from govap.library.models import Image
from govap.prepared import Prepared

from .listed import BEFORE, NOW, NUMBER, OTHER, published
from .models import Article, Tag
from .teasers import Title

NEIGHBOURS = 5


def addressed(pk, categories):
    """The article that has an address by this number, its category and section taken from `categories` (by number);
    None if there is none."""
    for found in _addressed(timezone.now(), pk):
        for field in ("category", "section"):
            if known := categories.get(getattr(found, f"{field}_id")):
                setattr(found, field, known)
        return found
    return None


def tags_of(article):
    return _tags(article.pk)


def neighbours(article, *, is_whole_site):
    """The nearest newer and older titles, the newest first, of its category or of the whole site, in one query."""
    place = (article.published_at, article.pk)
    values = (timezone.now(), *place)
    found = _of_site(*values) if is_whole_site else _of_category(*values, article.category_id)
    near = sorted(found, key=lambda title: (title.published_at, title.pk), reverse=True)
    newer = [title for title in near if (title.published_at, title.pk) > place]
    return newer, near[len(newer) :]


def _columns(model, prefix=""):
    return [f"{prefix}{field.attname}" for field in model._meta.concrete_fields]


OWN, PICTURE = _columns(Article), _columns(Image)


def _row(*cells):
    found = Article.from_db(DEFAULT_DB_ALIAS, OWN, cells[: len(OWN)])
    *picture, found.corrections_told = cells[len(OWN) :]
    found.image = Image.from_db(DEFAULT_DB_ALIAS, PICTURE, picture) if found.image_id else None
    return found


def _of_address(now, pk):
    rows = corrections.beside(Article.objects.addressed(now).filter(pk=pk))
    return rows.values_list(*OWN, *_columns(Image, "image__"), "corrections_told")


def _near(scope, published_at, pk):
    newer = scope.newer_than(published_at, pk).order_by("published_at", "pk").values("pk")[:NEIGHBOURS]
    older = scope.older_than(published_at, pk).newest().values("pk")[:NEIGHBOURS]
    titles = Article.objects.values_list(*Title._fields)
    return titles.filter(pk__in=newer).union(titles.filter(pk__in=older), all=True)


def _near_of_category(now, published_at, pk, category):
    return _near(published(now).filter(category=category), published_at, pk)


def _near_of_site(now, published_at, pk):
    return _near(published(now), published_at, pk)


def _tag_row(*cells):
    return Tag.from_db(DEFAULT_DB_ALIAS, _columns(Tag), cells)


def _tags_of(pk):
    return Tag.objects.filter(items__content_object=pk).order_by().values_list(*_columns(Tag))


_addressed = Prepared(_of_address, NOW, NUMBER, row=_row)
_tags = Prepared(_tags_of, NUMBER, row=_tag_row)
_of_category = Prepared(_near_of_category, NOW, BEFORE, OTHER, NUMBER, row=Title)
_of_site = Prepared(_near_of_site, NOW, BEFORE, OTHER, row=Title)
