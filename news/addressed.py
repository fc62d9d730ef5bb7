"""One article as its page shows it, in one prepared query: the row with its corrections, tags and names."""

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
from .naming import Naming


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
    *picture, found.corrections_told, found.tags_told, names = cells[len(OWN) :]
    found.names_told = [name for _, name in sorted(names or [])]
    found.image = Image.from_db(DEFAULT_DB_ALIAS, PICTURE, picture) if found.image_id else None
    return found


def _of_address(now, pk):
    own = TaggedArticle.objects.filter(content_object=OuterRef("pk")).order_by().values("content_object")
    tags = own.annotate(told=Gathered(JSONArray(*_columns(Tag, "tag__")))).values("told")
    namings = Naming.objects.filter(article=OuterRef("pk")).order_by().values("article")
    names = namings.annotate(told=Gathered(JSONArray("pk", "name"))).values("told")
    rows = corrections.beside(Article.objects.addressed(now).filter(pk=pk))
    told = {"tags_told": tags, "names_told": names}
    rows = rows.annotate(**{name: Subquery(rows, output_field=JSONField()) for name, rows in told.items()})
    return rows.values_list(*OWN, *_columns(Image, "image__"), "corrections_told", *told)


_addressed = Prepared(_of_address, NOW, NUMBER, row=_row)
