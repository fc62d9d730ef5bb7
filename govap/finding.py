"""The search that citizens use: what the index finds, asked again of published(), counted, quoted and suggested."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.urls import resolve
from django.utils import timezone

from govap import text
from govap.portal.models import Page
from govap.search import engine, snippets
from govap.search.models import Pin
from govap.search.tables import entries
from news.models import Article, Category, Tag
from videos.models import Video

KINDS = {"tin-bai": ("article", "Tin bài"), "video": ("video", "Video"), "trang": ("page", "Trang")}
NAMES = dict(KINDS.values())
PAGES_OF_ITEMS = {"news:article": "article", "videos:video": "video", "portal:page": "page"}
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
    items = _items(ids)
    seen = {(kind, pk) for kind, rows in _shown(items) for pk in rows.order_by().values_list("pk", flat=True)}
    return {entry: items[entry] for entry in ids if items.get(entry) in seen}


def loaded(ids):
    """{entry id: (kind, object)} of the same, with what a list shows of them."""
    items = _items(ids)
    rows = {(kind, item.pk): item for kind, source in _shown(items) for item in source}
    return {entry: (items[entry][0], rows[items[entry]]) for entry in ids if items.get(entry) in rows}


def hits(ids, query):
    """Hits for a page of entries' ids, in that order; what has been hidden meanwhile is left out."""
    texts = {entry.id: entry for entry in entries("public").filter(id__in=ids).defer("words", "facets")}
    wanted = {*query.folded}
    return [_hit(kind, item, texts[entry], wanted) for entry, (kind, item) in loaded(ids).items() if entry in texts]


def counts(query, filters):
    """How many of the newest MOST_COUNTED hits each category, year and kind has; `is_more` when there are others."""
    ids = engine.newest(query, filters, MOST_COUNTED + 1)
    sections, years, kinds = Counter(), Counter(), Counter()
    for kind, rows in _shown(_items(ids[:MOST_COUNTED])):
        place = ["section__name", "section__slug"] if kind == "article" else []
        for published_at, *section in rows.order_by().values_list("published_at", *place):
            kinds[kind] += 1
            years[timezone.localtime(published_at).year] += 1
            sections.update([tuple(section)] if section else [])
    return {
        "total": sum(kinds.values()),
        "is_more": len(ids) > MOST_COUNTED,
        "categories": [(name, slug, count) for (name, slug), count in sections.most_common(12)],
        "years": sorted(years.items(), reverse=True),
        "kinds": [(name, slug, kinds[kind]) for slug, (kind, name) in KINDS.items() if kinds[kind]],
    }


def titles(query, limit=TITLES):
    """Titles with the words typed so far, those with the very accents first, then the newest: [(title, address)]."""
    ids = engine.beginnings(query.folded, engine.until(timezone.now(), engine.Filters()), TITLE_CANDIDATES)
    addresses = {}
    for _, item in loaded(ids).values():
        addresses.setdefault(item.title, item.get_absolute_url())
    typed = query.text.lower()
    return sorted(addresses.items(), key=lambda pair: typed not in pair[0].lower())[:limit]


def places(query, limit=PLACES):
    """Categories and tags that hold a word beginning so, and have something to show: [(kind, name, address)]."""
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
    pins = Pin.objects.filter(words=" ".join(query.folded)[:200]) if query.words else ()
    return [(pin.title, pin.address) for pin in pins if _may_show(pin.address)]


def _may_show(address):
    """Whether it leads to a page of this site that citizens may see."""
    try:
        found = resolve(address.partition("?")[0])
    except Http404:
        return False
    source = sources().get(PAGES_OF_ITEMS.get(found.view_name))
    wanted = {name: value for name, value in found.kwargs.items() if name == "pk"} or found.kwargs
    return source is None or source.filter(**wanted).exists()


def _items(ids):
    rows = entries("public").filter(id__in=ids).values_list("id", "kind", "object_id")
    return {entry: (kind, pk) for entry, kind, pk in rows}


def _shown(items):
    """(kind, published rows) for each kind among the items."""
    for kind, source in sources().items():
        if wanted := [pk for own, pk in items.values() if own == kind]:
            yield kind, source.filter(pk__in=wanted)


def _hit(kind, item, entry, wanted):
    title = snippets.marked(entry.title, wanted)
    # Tags and people tell something only when the title does not say why it is here.
    is_told = wanted <= {folded for folded, _ in text.search_words(entry.title)}
    texts = [entry.summary, entry.body, *([] if is_told else [entry.about])]
    return Hit(item, kind, title, snippets.snippet(texts, wanted))
