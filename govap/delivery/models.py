"""The content version: which state of the public pages the database holds."""

import secrets

from django.db import InterfaceError, OperationalError, connection, models, transaction
from django.db.models import Q, Sum, Value

from govap.prepared import Prepared

KEPT = 1000


class Change(models.Model):
    """One act that changed a public page. The content version is the sum of the stamps of all rows.

    A row is added and none is touched, so acts never wait for each other, and one that ends late is missed as little as
    one that ends in order. Stamps are random, because a restored database counts its ids anew.
    """

    stamp = models.BigIntegerField("dấu")
    takes_off = models.BooleanField("gỡ khỏi trang", default=False)

    class Meta:
        verbose_name = "thay đổi trên trang"
        verbose_name_plural = "thay đổi trên trang"

    def __str__(self):
        return f"{self.stamp:x}"

    @classmethod
    def note(cls, *, takes_off=False):
        """Move the content version; in the transaction of the act, so that pages and version change as one.

        `takes_off` when something left the site: from then on no page made before is shown, not even in need.
        """
        cls.objects.create(stamp=secrets.randbelow(2**40), takes_off=takes_off)

    @classmethod
    def version(cls):
        """(of all changes, of those that took something off)

        Public pages ask for it first: it finds out by itself whether the connection broke since the last request, in
        place of the question that Django would ask before.
        """
        connection.health_check_done = True
        try:
            return _sums()[0]
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block:
                raise
            connection.close()
            return _sums()[0]

    @classmethod
    def prune(cls):
        """Forget old rows, which moves the version once in many acts. One process at a time."""
        if cls.objects.count() > KEPT:
            newest = cls.objects.order_by("-pk").values_list("pk", flat=True)[0]
            cls.objects.filter(pk__lt=newest).delete()


def _every_stamp():
    stamps = Change.objects.order_by().annotate(all=Value(1)).values("all")  # one group, and no row without rows
    return stamps.annotate(every=Sum("stamp"), off=Sum("stamp", filter=Q(takes_off=True))).values_list("every", "off")


_sums = Prepared(_every_stamp, row=lambda *sums: tuple(int(each or 0) for each in sums))


class ShownQuerySet(models.QuerySet):
    """What public pages show: changed in bulk, it moves the content version too."""

    @transaction.atomic
    def update(self, **values):
        rows = super().update(**values)
        if rows:
            Change.note()
        return rows

    update.alters_data = True

    @transaction.atomic
    def delete(self):
        result = super().delete()
        Change.note(takes_off=True)
        return result

    delete.alters_data = delete.queryset_only = True

    @transaction.atomic
    def bulk_create(self, *args, **kwargs):
        made = super().bulk_create(*args, **kwargs)
        Change.note()
        return made


class Shown(models.Model):
    """What public pages show: saving or deleting it moves the content version in the same transaction.

    `_base_manager` is the way past it, for columns that no page shows or that pages may show ten seconds later.
    """

    objects = ShownQuerySet.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if self.is_on_pages():
            Change.note(takes_off=self.is_taken_off())

    @transaction.atomic
    def delete(self, *args, **kwargs):
        result = super().delete(*args, **kwargs)
        if self.is_on_pages():
            Change.note(takes_off=True)
        return result

    def is_on_pages(self):
        """Whether a public page may show this row, or showed it until now."""
        return True

    def is_taken_off(self):
        return False
