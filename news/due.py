from .models import Article, DayCount


def recount_due(since, until):
    """Count anew the days whose articles appeared or expired by themselves in (since, until]. Inside a transaction."""
    DayCount.recount(Article.objects.due_between(since, until).values_list("published_at", flat=True))
