"""Which articles name the same people and bodies."""

from functools import lru_cache

from django.apps import apps
from django.db import models, transaction

from govap import html
from govap.names import key_of, named_in

from .querysets import NamingQuerySet


class Naming(models.Model):
    """One name in a live article. Not `Shown`: it is written with its article and only there."""

    name = models.BigIntegerField("tên", help_text="Số của tên đã gấp (govap.names.key_of).")
    article = models.ForeignKey(
        "news.Article", models.CASCADE, related_name="namings", db_index=False, verbose_name="bài viết"
    )
    # The article's, so that the newest articles of a name are one walk along one index.
    published_at = models.DateTimeField("thời điểm xuất bản")

    objects = NamingQuerySet.as_manager()

    class Meta:
        verbose_name = "tên trong bài"
        verbose_name_plural = "tên trong bài"
        constraints = [models.UniqueConstraint(fields=["article", "name"], name="news_naming_once")]
        indexes = [models.Index(fields=["name", "-published_at", "-id"], name="news_naming_newest")]

    def __str__(self):
        return f"{self.name} {self.article_id}"

    @classmethod
    def note(cls, article):
        """Write the names of an article that was just saved; one that is not live has none."""
        names = keys(article) if article.is_live else []
        # Most saves change no name.
        if set(article.namings.values_list("name", "published_at")) == {(key, article.published_at) for key in names}:
            return
        article.namings.all().delete()
        cls.objects.bulk_create(rows(article.pk, article.published_at, names))


def keys(article):
    """The numbers of what an article names, the most telling first."""
    return _keys(article.title, article.summary, article.body)


@lru_cache(maxsize=128)
def _keys(title, summary, body):
    return [key_of(name) for name in named_in(title, summary, html.to_text(body))]


def rows(pk, published_at, names):
    return [Naming(article_id=pk, name=name, published_at=published_at) for name in names]


def rebuild():
    """Write the names of all articles anew, one a transaction, after rows came in past save(); how many were seen."""
    articles = apps.get_model("news", "Article").objects
    for pk in articles.order_by("pk").values_list("pk", flat=True).iterator():
        with transaction.atomic():
            for article in articles.select_for_update(of=("self",)).filter(pk=pk):
                Naming.note(article)
    return articles.count()
