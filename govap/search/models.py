from django.db import models

from govap.text import fold


class FindableQuerySet(models.QuerySet):
    def matching(self, query):
        """Rows holding every word of `query`, whatever its accents or case; none for a query without letters."""
        words = fold(query).split()[:12]
        if not words:
            return self.none()
        for word in words:
            self = self.filter(folded__contains=word)
        return self


class Findable(models.Model):
    folded = models.TextField("chữ để tìm", blank=True, editable=False)

    class Meta:
        abstract = True
