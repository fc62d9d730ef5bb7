"""Prints what is counted, as JSON, for a test that looks from outside: views in the totals and in the days, visits."""

import json

import django
from django.db.models import Sum

django.setup()

from govap.counting.models import Counter, DailyCount  # noqa: E402
from news.models import Article  # noqa: E402

daily = DailyCount.objects.filter(kind="article").aggregate(all=Sum("count"))["all"] or 0
total = Article.objects.aggregate(all=Sum("view_count"))["all"] or 0
print(json.dumps({"daily": daily, "total": total, "visits": Counter.visits()}))
