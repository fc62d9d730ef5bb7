"""A legacy page brought into the site: its article, the video library and the visit counter it shows."""

from dataclasses import dataclass

from django.db import transaction

from govap.counting.models import Counter
from news.importing import LegacyPage
from news.importing import article as articles
from videos import importing as videos


@dataclass(frozen=True)
class Outcome:
    is_new: bool
    videos: int = 0


@transaction.atomic
def import_page(page: LegacyPage, *, dry_run: bool = False) -> Outcome:
    """Store all of the page or nothing; a page that came in before changes nothing."""
    if articles.is_known(page):
        return Outcome(is_new=False)
    articles.store(page)
    outcome = Outcome(is_new=True, videos=videos.store(page.videos, page.published_at))
    carry_over_visits(page.visits)
    # A trial writes everything and takes it back, so that it finds what the real run would find.
    if dry_run:
        transaction.set_rollback(True)
    return outcome


def carry_over_visits(baseline: int | None) -> None:
    """Start the visit counter where the first page brought in had it; every page shows one, of its own day."""
    if baseline is None:
        return
    _, is_first = Counter.objects.get_or_create(name="visits-legacy", defaults={"value": baseline})
    if is_first:
        Counter.objects.get_or_create(name="visits")
        Counter.objects.filter(name="visits", value__lt=baseline).update(value=baseline)
