from django.db import models

from govap.prepared import Prepared


class Counter(models.Model):
    """A running total by name: "visits" is the site's visit counter."""

    name = models.CharField("tên", max_length=40, primary_key=True)
    value = models.PositiveBigIntegerField("số đếm", default=0)

    class Meta:
        verbose_name = "bộ đếm"
        verbose_name_plural = "bộ đếm"

    def __str__(self):
        return self.name

    @classmethod
    def visits(cls):
        return sum(value for (value,) in _visits())


_visits = Prepared(lambda: Counter.objects.filter(name="visits").values_list("value"))


class DailyCount(models.Model):
    """How often one thing was seen on one day (Asia/Ho_Chi_Minh)."""

    day = models.DateField("ngày")
    kind = models.CharField("loại", max_length=10)
    object_id = models.PositiveBigIntegerField("mã số", default=0)
    count = models.PositiveIntegerField("số lượt", default=0)

    class Meta:
        verbose_name = "lượt xem trong ngày"
        verbose_name_plural = "lượt xem trong ngày"
        constraints = [models.UniqueConstraint(fields=["kind", "day", "object_id"], name="counting_daily_once")]

    def __str__(self):
        return f"{self.kind} {self.object_id} {self.day}"


class FlushedSpool(models.Model):
    """Names of spools whose sums are in the totals, so that none is applied twice."""

    name = models.CharField("tên tệp", max_length=80, primary_key=True)
    flushed_at = models.DateTimeField("thời điểm", auto_now_add=True)

    class Meta:
        verbose_name = "tệp đã cộng"
        verbose_name_plural = "tệp đã cộng"

    def __str__(self):
        return self.name
