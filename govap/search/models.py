from django.db import models

from govap.text import fold


class FindableQuerySet(models.QuerySet):
    def matching(self, query):
        """Rows holding every word of `query`, whatever its accents or case; none for a query without letters."""
        words = fold(query).split()[:12]
        if not words:
            return self.none()
        every_word = models.Q()
        for word in words:
            every_word &= models.Q(folded__contains=word)
        return self.filter(every_word)


class Findable(models.Model):
    folded = models.TextField("chữ để tìm", blank=True, editable=False)

    class Meta:
        abstract = True
