from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from govap.counting.models import DailyCount


def most_read_ids(days=7, length=10):
    """Ids of the articles read most in the last days, with their views: {id: views}, most read first."""
    since = timezone.localdate() - timedelta(days=days - 1)
    counted = DailyCount.objects.filter(kind="article", day__gte=since).values_list("object_id")
    return dict(counted.annotate(views=Sum("count")).order_by("-views", "-object_id")[:length])
