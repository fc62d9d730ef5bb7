"""One article as its page shows it, by prepared queries: the row with its corrections, and its tags."""

from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from govap.editorial import corrections
from govap.library.models import Image
from govap.prepared import Prepared

from .listed import NOW, NUMBER
from .models import Article, Tag


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


def _tag_row(*cells):
    return Tag.from_db(DEFAULT_DB_ALIAS, _columns(Tag), cells)


def _tags_of(pk):
    return Tag.objects.filter(items__content_object=pk).order_by().values_list(*_columns(Tag))


_addressed = Prepared(_of_address, NOW, NUMBER, row=_row)
_tags = Prepared(_tags_of, NUMBER, row=_tag_row)
