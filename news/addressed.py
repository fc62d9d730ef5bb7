"""One article as its page shows it, in one prepared query: the row with its corrections and its tags."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import JSONField, OuterRef, Subquery
from django.db.models.functions import JSONArray
from django.utils import timezone

from govap.editorial import corrections
from govap.editorial.corrections import Gathered
from govap.library.models import Image
from govap.prepared import Prepared

from .listed import NOW, NUMBER
from .models import Article, Tag, TaggedArticle


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
    """The tags of an article that came from `addressed`."""
    return [Tag.from_db(DEFAULT_DB_ALIAS, OF_TAG, cells) for cells in article.tags_told or []]


def _columns(model, prefix=""):
    return [f"{prefix}{field.attname}" for field in model._meta.concrete_fields]


OWN, PICTURE, OF_TAG = _columns(Article), _columns(Image), _columns(Tag)


def _row(*cells):
    found = Article.from_db(DEFAULT_DB_ALIAS, OWN, cells[: len(OWN)])
    *picture, found.corrections_told, found.tags_told = cells[len(OWN) :]
    found.image = Image.from_db(DEFAULT_DB_ALIAS, PICTURE, picture) if found.image_id else None
    return found


def _of_address(now, pk):
    own = TaggedArticle.objects.filter(content_object=OuterRef("pk")).order_by().values("content_object")
    tags = own.annotate(told=Gathered(JSONArray(*_columns(Tag, "tag__")))).values("told")
    rows = corrections.beside(Article.objects.addressed(now).filter(pk=pk))
    rows = rows.annotate(tags_told=Subquery(tags, output_field=JSONField()))
    return rows.values_list(*OWN, *_columns(Image, "image__"), "corrections_told", "tags_told")


_addressed = Prepared(_of_address, NOW, NUMBER, row=_row)
