"""Which addresses are measured: every public page, with as much on it at 1,000 articles as at 100,000."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from govap.editorial import keyset
from news.models import Article, Category, DayCount, TaggedArticle
from videos.models import Video

BUSY_MONTH = date(2021, 5, 1)
BUSIEST, A_DAY, ON_BUSIEST = 15, 10, 60
MANY = 20_000
DAYS = [day for day in range(1, 29) for _ in range(ON_BUSIEST if day == BUSIEST else A_DAY)]


@transaction.atomic
def fill_busy_month():
    """Move articles into one month, so that calendar and lists are as full in the small site as in the large one."""
    published = Article.objects.published().newest()
    ids = list(published.values_list("pk", flat=True)[100 : 100 + len(DAYS)])
    moved = set(published.filter(pk__in=ids).values_list("published_at", flat=True))
    for pk, day, number in zip(ids, DAYS, range(len(DAYS)), strict=True):
        midnight = datetime.combine(BUSY_MONTH.replace(day=day), time())
        moment = timezone.make_aware(midnight) + timedelta(minutes=number)
        Article.objects.filter(pk=pk).update(published_at=moment)
        TaggedArticle.objects.filter(content_object=pk).update(published_at=moment)
        moved.add(moment)
    DayCount.recount(moved)


def addresses():
    of_month = Article.objects.published().between(BUSY_MONTH, BUSY_MONTH.replace(day=28)).newest()
    category = Category.objects.visible().tops().first()
    tag = TaggedArticle.objects.filter(content_object__is_live=True).order_by("tag").first().tag
    video = Video.objects.published().newest()[0]
    return {
        "home": "/",
        "list": "/tin-tuc/",
        "list_end": f"/tin-tuc/?{keyset.PARAMETER}={_end()}",
        "article": [article.get_absolute_url() for article in of_month],  # each once, so that none is known already
        "category": category.get_absolute_url(),
        "tag": tag.get_absolute_url(),
        "archive": "/theo-ngay/",
        "year": f"/theo-ngay/{BUSY_MONTH:%Y}/",
        "month": f"/theo-ngay/{BUSY_MONTH:%Y/%m}/",
        "day": f"/theo-ngay/{BUSY_MONTH:%Y/%m}/{BUSIEST}/",
        "video_list": "/video/",
        "video": video.get_absolute_url(),
        "page": "/gioi-thieu/",
        "feed": "/rss/tin-moi.xml",
    }


def _end():
    """The cursor before the last twenty articles."""
    last = Article.objects.published().order_by("published_at", "pk")[20]
    return keyset.encode(last)


def many():
    """The addresses of as many different articles as a crawler asks for."""
    rows = Article.objects.published().newest().only("pk", "slug")[:MANY]
    return [article.get_absolute_url() for article in rows]
