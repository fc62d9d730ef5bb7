from django.db import models

from . import index
from .entries import SCOPES
from .tables import DeskEntry, PublicEntry

__all__ = ["DeskEntry", "Findable", "FindableQuerySet", "Indexed", "PublicEntry"]


class FindableQuerySet(models.QuerySet):
    def matching(self, query):
        """The newest rows that the desk's index finds; none for a query without letters."""
        return self.filter(pk__in=index.ids("desk", self.model._meta.model_name, query))


class Indexed:
    """A Publishable model whose rows can be found: its save() calls index_it(), its delete() forget_it()."""

    def found_by(self):
        """What citizens find it by: an entries.Document of what is live."""
        raise NotImplementedError

    def found_by_staff(self):
        """The same of the newest draft; whoever keeps drafts apart from the live row says so here."""
        return self.found_by()

    def index_it(self):
        """Bring both scopes up to date, inside the caller's transaction."""
        if self.is_live:
            index.write_many("public", [self.found_by()])
        else:
            index.remove("public", self._meta.model_name, self.pk)
        index.write_many("desk", [self.found_by_staff()])

    def forget_it(self):
        """Call it before the row is deleted, while it still has its key."""
        for scope in SCOPES:
            index.remove(scope, self._meta.model_name, self.pk)


class Findable(Indexed, models.Model):
    folded = models.TextField("chữ để tìm", blank=True, editable=False)  # no longer written: the index took its place

    class Meta:
        abstract = True
