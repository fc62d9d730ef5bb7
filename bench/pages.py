"""Which addresses are measured: every public page, with as much on it at 1,000 articles as at 100,000."""

from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db import transaction
from django.utils import timezone

BUSY_MONTH = date(2021, 5, 1)
BUSY_DAYS, A_DAY = 28, 12


def model(name):
    """Models are asked for by name: this module is imported before Django is set up."""
    return apps.get_model(name)


@transaction.atomic
def fill_busy_month():
    """Move articles into one month, so that calendar and lists are as full in the small site as in the large one."""
    published = model("news.Article").objects.published().newest()
    ids = list(published.values_list("pk", flat=True)[100 : 100 + BUSY_DAYS * A_DAY])
    moved = set(published.filter(pk__in=ids).values_list("published_at", flat=True))
    for number, pk in enumerate(ids):
        day = BUSY_MONTH + timedelta(days=number % BUSY_DAYS)
        moment = timezone.make_aware(datetime.combine(day, time(8))) + timedelta(minutes=number)
        model("news.Article").objects.filter(pk=pk).update(published_at=moment)
        model("news.TaggedArticle").objects.filter(content_object=pk).update(published_at=moment)
        moved.add(moment)
    model("news.DayCount").recount(moved)


def addresses():
    article = model("news.Article").objects.published().on_day(BUSY_MONTH + timedelta(days=14)).newest()[3]
    category = model("news.Category").objects.visible().tops().first()
    tag = model("news.TaggedArticle").objects.filter(content_object__is_live=True).order_by("tag").first().tag
    video = model("videos.Video").objects.published().newest()[0]
    return {
        "home": "/",
        "list": "/tin-tuc/",
        "article": article.get_absolute_url(),
        "category": category.get_absolute_url(),
        "tag": tag.get_absolute_url(),
        "archive": "/theo-ngay/",
        "year": f"/theo-ngay/{BUSY_MONTH:%Y}/",
        "month": f"/theo-ngay/{BUSY_MONTH:%Y/%m}/",
        "day": f"/theo-ngay/{BUSY_MONTH:%Y/%m}/15/",
        "video_list": "/video/",
        "video": video.get_absolute_url(),
        "page": "/gioi-thieu/",
        "feed": "/rss/tin-moi.xml",
    }
