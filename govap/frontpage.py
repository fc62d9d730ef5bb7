"""What the home page shows, in few queries: ids by index first, then all their cards at once."""

from django.utils import timezone

from news.models import Article, Category
from news.most_read import most_read_ids

FEATURED, NEWEST, EACH, MOST_READ = 5, 8, 4, 5


def content():
    published = Article.objects.published()
    featured = list(published.featured().for_cards().newest()[:FEATURED])
    newest = list(published.for_cards().newest()[: NEWEST + 1])
    blocks = list(Category.objects.visible().tops().with_newest(published, EACH))
    views = most_read_ids()
    ids = {number for category in blocks for number in _newest_ids(category)} | views.keys()
    cards = {card.pk: card for card in published.for_cards().filter(pk__in=ids)}
    lead = (featured or newest or [None])[0]
    return {
        "lead": lead,
        "featured": featured[1:],
        "newest": [card for card in newest if card != lead][:NEWEST],
        "blocks": [{"category": category, "articles": _pick(cards, _newest_ids(category))} for category in blocks],
        "most_read": _with_views(cards, views),
        "today": timezone.localdate(),
    }


def _newest_ids(category):
    return [number for n in range(EACH) if (number := getattr(category, f"newest_{n}"))]


def _pick(cards, ids):
    return [cards[number] for number in ids if number in cards]


def _with_views(cards, views):
    found = _pick(cards, views)[:MOST_READ]
    for card in found:
        card.week_views = views[card.pk]
    return found
