from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone

from govap.counting.models import DailyCount
from govap.prepared import Prepared

MOST = 100


def most_read_ids(days=7, length=10):
    """Ids of the articles read most in the last days, {id: views}, most read first; `length` up to MOST."""
    since = timezone.localdate() - timedelta(days=days - 1)
    return dict(_most_read(since)[:length])


def _counted(since):
    counted = DailyCount.objects.filter(kind="article", day__gte=since).values_list("object_id")
    return counted.annotate(views=Sum("count")).order_by("-views", "-object_id")[:MOST]


_most_read = Prepared(_counted, date(1901, 1, 1))
