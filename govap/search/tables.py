from django.db import models


class Entry(models.Model):
    """What is kept of an item that can be found; its tokens lie beside it, where the back end keeps them."""

    id = models.BigIntegerField("mã xếp theo ngày", primary_key=True)
    kind = models.CharField("loại", max_length=10)
    object_id = models.PositiveBigIntegerField("mã số")
    title = models.TextField("tiêu đề")
    summary = models.TextField("tóm tắt", blank=True)
    about = models.TextField("thẻ và người thực hiện", blank=True)
    body = models.TextField("nội dung", blank=True)
    facets = models.TextField("nhóm", blank=True)
    words = models.TextField("chữ đã gấp", blank=True)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="%(class)s_once")]


class PublicEntry(Entry):
    class Meta(Entry.Meta):
        db_table = "search_public"
        verbose_name = "mục bạn đọc tìm được"
        verbose_name_plural = "mục bạn đọc tìm được"


class DeskEntry(Entry):
    class Meta(Entry.Meta):
        db_table = "search_desk"
        verbose_name = "mục cán bộ tìm được"
        verbose_name_plural = "mục cán bộ tìm được"


TABLES = {"public": PublicEntry, "desk": DeskEntry}


def entries(scope: str) -> models.QuerySet:
    return TABLES[scope]._default_manager.all()
