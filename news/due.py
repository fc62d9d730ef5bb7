from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncDate

from govap.delivery.models import Change

from .models import Article, DayCount
from .querysets import midnight


def recount_due(since, until):
    """Count anew the days whose articles appeared or expired by themselves in (since, until]. Inside a transaction."""
    if moments := set(Article.objects.due_between(since, until).values_list("published_at", flat=True)):
        DayCount.recount(moments)
        Change.note()


def wrong_days():
    """{day: (kept number, true number)} of the days whose kept number is wrong; reads every published article."""
    days = Article.objects.published().order_by().values_list(TruncDate("published_at")).annotate(Count("pk"))
    true, kept = dict(days), dict(DayCount.objects.values_list("day", "count"))
    both = {day: (kept.get(day, 0), true.get(day, 0)) for day in true.keys() | kept.keys()}
    return {day: (one, other) for day, (one, other) in both.items() if one != other}


@transaction.atomic
def repair_days(days):
    DayCount.recount(midnight(day) for day in days)
    Change.note()
