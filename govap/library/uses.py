"""Where things of the library and the videos are shown: written with every save of an item, so that nobody has to read
all bodies to know."""

from django.contrib.contenttypes.models import ContentType
from django.db import models

IMAGE, ALBUM, VIDEO, DOCUMENT = "image", "album", "video", "document"
SHOWN = 20  # places of one thing that a page of the admin names


class Scope(models.TextChoices):
    """Which text of an item shows something: that of its row, as it went live, or the newest that somebody wrote."""

    ROW = "row", "bản đã đăng"
    DRAFT = "draft", "bản đang viết"


class UseQuerySet(models.QuerySet):
    def by(self, item):
        return self.of_model(type(item)).filter(object_id=item.pk)

    def of_model(self, model):
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def of(self, kind, pk):
        return self.filter(kind=kind, target=pk)

    def write(self, item, scope, targets):
        """Make `targets`, pairs of a kind and a number, all that this scope of an item shows. Call it in the
        transaction that changes the item."""
        known = {(kind, target): pk for pk, kind, target in self._known(item, scope)}
        if gone := [pk for target, pk in known.items() if target not in targets]:
            self.filter(pk__in=gone).delete()
        place = {"content_type": ContentType.objects.get_for_model(item), "object_id": item.pk, "scope": scope}
        missing = sorted(set(targets) - known.keys())
        self.bulk_create([Use(kind=kind, target=pk, **place) for kind, pk in missing], ignore_conflicts=True)

    def _known(self, item, scope):
        return self.by(item).filter(scope=scope).values_list("pk", "kind", "target")

    def places(self):
        """The items that show it, newest first: [(item, its scopes as a set)]; at most SHOWN."""
        scopes = {}
        rows = self.order_by("-pk").values_list("content_type_id", "object_id", "scope")
        for kind, pk, scope in rows[: SHOWN * len(Scope)]:
            scopes.setdefault((kind, pk), set()).add(scope)
        found = {}
        for kind in {kind for kind, _ in scopes}:
            model = ContentType.objects.get_for_id(kind).model_class()
            items = model._base_manager.in_bulk([pk for other, pk in scopes if other == kind]) if model else {}
            found |= {(kind, pk): item for pk, item in items.items()}
        return [(found[place], scopes[place]) for place in list(scopes)[:SHOWN] if place in found]


class Use(models.Model):
    """An item's text shows a thing or leads to it."""

    kind = models.CharField("loại", max_length=10)
    target = models.PositiveBigIntegerField("mã số")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name="loại mục dùng")
    object_id = models.PositiveBigIntegerField("mã số mục dùng")
    scope = models.CharField("trong bản nào", max_length=5, choices=Scope.choices)

    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi dùng"
        verbose_name_plural = "nơi dùng"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target", "content_type", "object_id", "scope"], name="library_use_once"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id", "scope"], name="library_use_by_item")]

    def __str__(self):
        return f"{self.kind} {self.target}: {self.content_type_id} {self.object_id}, {self.get_scope_display()}"
