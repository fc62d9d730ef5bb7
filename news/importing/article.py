"""The news part of a legacy page as rows."""

from django.db.models import Max

from govap import text
from news.models import Article, Category

from .page import LegacyPage


def is_known(page: LegacyPage) -> bool:
    """Whether this page came in before, be it saved in another form, with or without its address."""
    keyed = Article.objects.exclude(legacy_key=None)
    if keyed.filter(legacy_key__in={page.key, page.content_key}).exists():
        return True
    titles = keyed.filter(published_at=page.published_at).values_list("title", flat=True)
    return text.fold(page.title) in map(text.fold, titles)


def store(page: LegacyPage) -> Article:
    return Article.objects.create(
        title=page.title,
        category=category_named(page.category),
        summary=page.summary,
        body=page.body_html,
        dateline=page.dateline,
        byline=page.byline,
        view_count=page.views,
        is_live=True,
        review="imported",
        published_at=page.published_at,
        legacy_address=page.address,
        legacy_key=page.key,
    )


def category_named(name: str) -> Category:
    """The category of that name in any case and marks (the portal wrote several); else a new one, last in order."""
    slug = text.slugify(name)
    for category in Category.objects.all():
        if slug in {category.slug, text.slugify(category.name)}:
            return category
    last = Category.objects.aggregate(last=Max("order"))["last"]
    return Category.objects.create(name=name, slug=slug, order=0 if last is None else min(last + 1, 32767))
