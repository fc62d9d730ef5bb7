from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from govap.delivery.models import ShownQuerySet
from govap.editorial.models import PublishableQuerySet
from govap.search.models import FindableQuerySet

CARD_FIELDS = (
    "title", "slug", "summary", "published_at", "view_count", "is_live", "expires_at",
    "category__name", "category__slug", "image__file", "image__card", "image__alt", "image__width", "image__height",
    "image__renditions", "image__focal_x", "image__focal_y",
)  # fmt: skip


class CategoryQuerySet(ShownQuerySet):
    def visible(self):
        return self.filter(is_visible=True)

    def tops(self):
        return self.filter(parent=None)

    def with_newest(self, articles, each):
        """Annotate the ids of each top category's `each` newest articles as newest_0, newest_1, … (None when fewer)."""
        own = articles.filter(section=OuterRef("pk")).newest().values("pk")
        return self.annotate(**{f"newest_{n}": Subquery(own[n : n + 1]) for n in range(each)})


class _Dated:
    """Rows of a tag or a name along its index, without the articles: joined, SQLite would sort every article of a
    common one."""

    newest, dated, older_than = PublishableQuerySet.newest, PublishableQuerySet.dated, PublishableQuerySet.older_than

    def until(self, moment):
        return self.filter(published_at__lte=moment)


class TaggedArticleQuerySet(_Dated, ShownQuerySet):
    pass


class NamingQuerySet(_Dated, models.QuerySet):
    pass


class ArticleQuerySet(PublishableQuerySet, FindableQuerySet):
    def for_cards(self):
        """Only what a list shows: no bodies, no second query for category or picture."""
        return self.select_related("category", "image").only(*CARD_FIELDS)

    def for_feeds(self):
        return self.for_cards().only(*CARD_FIELDS, "updated_at")

    def in_remit_of(self, user):
        given = self.filter(Q(desk_category__in=remit_of(user)) | Q(category__in=remit_of(user)))
        return given | self.own(user)

    def featured(self):
        return self.filter(is_featured=True)

    def between(self, first, last):
        """Published from the start of date `first` up to the end of date `last`."""
        return self.within(*moments(first, last))

    def within(self, since, until):
        return self.dated(published_at__gte=since, published_at__lt=until)

    def on_day(self, day):
        return self.between(day, day)

    def in_category(self, category):
        if category.parent_id:
            return self.filter(category=category)
        return self.filter(section=category)


def moments(first, last):
    """From when until when the days of dates `first` to `last` are."""
    return midnight(first), midnight(last + timedelta(days=1))


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def remit_of(user):
    """Ids of the categories given to an editor, children included; asked once a request."""
    if not hasattr(user, "_remit"):
        given = user.categories.values_list("pk", "children__pk")
        user._remit = frozenset(pk for pair in given for pk in pair if pk)
    return user._remit
