"""What the home page shows, in few queries: ids by index first, then all their teasers at once."""

from django.utils import timezone

from govap.prepared import Prepared
from news import listed
from news.models import Category
from news.most_read import most_read_ids

FEATURED, NEWEST, EACH, MOST_READ = 5, 8, 4, 5

_featured = listed.teasers(lambda now: listed.published(now).featured().newest()[:FEATURED])
_newest = listed.teasers(lambda now: listed.published(now).newest()[: NEWEST + 1])


def _with_newest(now):
    tops = Category.objects.visible().tops().with_newest(listed.published(now), EACH)
    return tops.values_list("name", "slug", *(f"newest_{n}" for n in range(EACH)))


_blocks = Prepared(_with_newest, listed.NOW)


def content():
    now = timezone.now()
    featured, newest, blocks, views = _featured(now), _newest(now), _blocks(now), most_read_ids()
    found = listed.these({number for _, _, *ids in blocks for number in ids if number} | views.keys())
    lead = (featured or newest or [None])[0]
    return {
        "lead": lead,
        "featured": featured[1:],
        "newest": tuple(teaser for teaser in newest if teaser != lead)[:NEWEST],
        "blocks": [{"name": name, "slug": slug, "articles": _pick(found, ids)} for name, slug, *ids in blocks],
        "most_read": [(teaser, views[teaser.pk]) for teaser in _pick(found, views)[:MOST_READ]],
        "today": timezone.localdate(),
    }


def _pick(found, ids):
    return tuple(found[number] for number in ids if number in found)
