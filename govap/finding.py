"""The search that citizens use: what the index finds, asked again of published(), counted, quoted and suggested."""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils import timezone

from govap import text
from govap.portal.models import Page
from govap.search import engine, periods, snippets
from govap.search.models import Pin
from govap.search.query import Query, parse
from govap.search.tables import entries
from news.models import Article, Category, Tag
from videos.models import Video

KINDS = {"tin-bai": ("article", "Tin bài"), "video": ("video", "Video"), "trang": ("page", "Trang")}
NAMES = {kind: name for kind, name in KINDS.values()}
MOST_COUNTED = 1_000
PAGE_SIZE, MOST_PAGES = 20, 10
TITLES, PLACES, TITLE_CANDIDATES = 6, 3, 30


@dataclass(frozen=True, slots=True)
class Hit:
    """An item as the page shows it; title and snippet in (text, is_marked) pieces."""

    item: object
    kind: str
    title: list
    snippet: list

    @property
    def kind_name(self):
        return NAMES[self.kind]


def sources():
    """What citizens may see of each kind, in the narrow form that lists show."""
    return {
        "article": Article.objects.published().for_cards(),
        "video": Video.objects.published().for_cards(),
        "page": Page.objects.published().defer("body"),
    }


def visible(ids):
    """{entry id: (kind, object id)} of those whose items citizens may see now, in the order given."""
    rows = entries("public").filter(id__in=ids).values_list("id", "kind", "object_id")
    items = {entry: (kind, pk) for entry, kind, pk in rows}
    seen = {
        (kind, pk)
        for kind, source in sources().items()
        if (wanted := _of_kind(items, kind))
        for pk in source.filter(pk__in=wanted).order_by().values_list("pk", flat=True)
    }
    return {entry: items[entry] for entry in ids if items.get(entry) in seen}


def hits(ids, query):
    """Hits for a page of entries' ids, in that order; what has been hidden meanwhile is left out."""
    rows = {entry.id: entry for entry in entries("public").filter(id__in=ids).defer("words")}
    items = {entry: (row.kind, row.object_id) for entry, row in rows.items()}
    loaded = {
        (kind, item.pk): item
        for kind, source in sources().items()
        if (wanted := _of_kind(items, kind))
        for item in source.filter(pk__in=wanted)
    }
    shown = [(loaded[items[entry]], rows[entry]) for entry in ids if items.get(entry) in loaded]
    return [_hit(item, row, {*query.folded}) for item, row in shown]


def counts(query, filters):
    """How many of the newest MOST_COUNTED hits each category, year and kind has; `is_more` when there are others."""
    ids = engine.newest(query, filters, MOST_COUNTED + 1)
    items = {entry: item for entry, *item in entries("public").filter(id__in=ids[:MOST_COUNTED]).values_list("id", "kind", "object_id")}
    places, years, kinds = Counter(), Counter(), Counter()
    for kind, source in sources().items():
        wanted = _of_kind(items, kind)
        fields = ["published_at", *(["section__name", "section__slug"] if kind == "article" else [])]
        for published_at, *place in source.filter(pk__in=wanted).order_by().values_list(*fields) if wanted else ():
            kinds[kind] += 1
            years[timezone.localtime(published_at).year] += 1
            places.update([tuple(place)] if place else [])
    return {
        "total": sum(kinds.values()),
        "is_more": len(ids) > MOST_COUNTED,
        "categories": [(name, slug, count) for (name, slug), count in places.most_common(12)],
        "years": sorted(years.items(), reverse=True),
        "kinds": [(slug, name, kinds[kind]) for slug, (kind, name) in KINDS.items() if kinds[kind]],
    }


def titles(query, limit=TITLES):
    """Items whose title begins what was typed, those with the very accents first, then the newest: [(title, address)]."""
    ids = engine.beginnings(query.folded, engine.until(timezone.now(), engine.Filters()), TITLE_CANDIDATES)
    found = {hit.item.get_absolute_url(): hit.item.title for hit in hits(ids, query)}
    typed = text.nfc(query.text).lower()
    pairs = {title: address for address, title in reversed(found.items())}
    ordered = sorted(reversed(pairs.items()), key=lambda pair: typed not in pair[0].lower())
    return ordered[:limit]


def places(query, limit=PLACES):
    """Categories and tags with a word that begins with what was typed and something to show: [(kind, name, address)]."""
    slug = text.slugify(query.text) if query.words else ""
    if not slug:
        return []
    named = Q(slug__startswith=slug) | Q(slug__contains=f"-{slug}")
    shown = Article.objects.published()
    categories = [("Chuyên mục", one) for one in Category.objects.visible().filter(named)[:limit]]
    tags = [("Thẻ", tag) for tag in Tag.objects.filter(named)[:limit] if shown.filter(tagged__tag=tag).exists()]
    return [(kind, one.name, one.get_absolute_url()) for kind, one in [*categories, *tags]]


def pinned(query):
    """What staff put before the hits of exactly these words: [(title, address)]."""
    return [
        (pin.title, pin.address)
        for pin in Pin.objects.filter(words=" ".join(query.folded))
        if _may_show(pin)
    ]


def _may_show(pin):
    source = sources().get(pin.kind)
    return source is None or source.filter(pk=pin.object_id).exists()


def _of_kind(items, kind):
    return [pk for own, pk in items.values() if own == kind]


def _hit(item, row, wanted):
    return Hit(
        item,
        row.kind,
        snippets.marked(row.title, wanted),
        snippets.snippet([row.summary, row.about, row.body], wanted),
    )
