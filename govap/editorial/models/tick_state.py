from django.db import models


class TickState(models.Model):
    """Up to which moment things that happen by themselves have been done: one row."""

    done_until = models.DateTimeField("đã làm đến")

    class Meta:
        verbose_name = "nhịp định kỳ"
        verbose_name_plural = "nhịp định kỳ"

    def __str__(self):
        return f"{self.done_until}"

    @classmethod
    def advance(cls, now):
        """Move to `now` and return (since, until); inside a transaction, where the row is the lock.

        A clock that was set back goes over that time again: what it had made appear too early is due once more.
        """
        cls.objects.get_or_create(pk=1, defaults={"done_until": now})
        state = cls.objects.select_for_update().get(pk=1)
        former, state.done_until = state.done_until, now
        state.save(update_fields=["done_until"])
        return min(former, now), max(former, now)
