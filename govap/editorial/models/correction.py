from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from govap.delivery.models import Shown, ShownQuerySet

from .publishable import PublishableQuerySet


class CorrectionQuerySet(ShownQuerySet):
    newest, dated, older_than = PublishableQuerySet.newest, PublishableQuerySet.dated, PublishableQuerySet.older_than

    def of_each(self, model):
        """Those of the row that an outer query of `model` stands at."""
        return self.filter(content_type=ContentType.objects.get_for_model(model), object_id=OuterRef("pk"))

    def of_errors(self):
        """Without the notes on changes."""
        return self.exclude(wrong="")

    def of_published(self, *models):
        """Those of what citizens may see, each with its `item` (title and address only), one query for each model."""
        kinds = ContentType.objects.get_for_models(*models)
        shown = Q()
        for model in models:
            # Looked up row by row: for EXISTS, PostgreSQL would read the whole table of items into a hash first.
            item = model.objects.published().filter(pk=OuterRef("object_id")).values("pk")[:1]
            shown |= Q(content_type=kinds[model], object_id=Subquery(item))
        return self.filter(shown).prefetch_related(
            GenericPrefetch("item", [model.objects.only("title", "slug") for model in models])
        )


class Correction(Shown):
    """Đính chính: what was wrong and what is right, in the form in which the error stood (Luật Tiếp cận thông tin).

    With nothing in `wrong` it is a note on a change that corrects nothing: what was added, or is known by now.
    """

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name="loại")
    object_id = models.PositiveBigIntegerField("mã số")
    item = GenericForeignKey()
    wrong = models.TextField("đã đăng", max_length=2000)
    right = models.TextField("xin đọc là", max_length=2000)
    published_at = models.DateTimeField("ngày đính chính")
    by = models.ForeignKey("editorial.User", models.PROTECT, related_name="+", verbose_name="người đăng")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "đính chính"
        verbose_name_plural = "đính chính"
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="editorial_correction_item"),
            models.Index(fields=["-published_at", "-id"], name="editorial_correction_newest"),
        ]

    def __str__(self):
        return f"{self.wrong[:60]} → {self.right[:60]}"
