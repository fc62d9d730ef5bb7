"""What lists show of an article, and nothing else: two rows that are equal are drawn alike."""

from datetime import datetime
from typing import NamedTuple

from govap.delivery.paths import path_of
from govap.library.models import Image

PICTURE = ("file", "card", "width", "height", "renditions", "focal_x", "focal_y")
COLUMNS = (
    "pk", "title", "slug", "summary", "published_at", "category__name", "category__slug",
    *(f"image__{name}" for name in PICTURE),
)  # fmt: skip
OWN = len(COLUMNS) - len(PICTURE)


class Teaser(NamedTuple):
    pk: int
    title: str
    slug: str
    summary: str
    published_at: datetime
    category_name: str
    category_slug: str
    picture: tuple | None  # the columns PICTURE

    @classmethod
    def of(cls, *cells):
        """From the cells of COLUMNS."""
        file, card, width, height, renditions, *focus = cells[OWN:]
        return cls(*cells[:OWN], (file, card, width, height, tuple(renditions), *focus) if file else None)

    @property
    def image(self):
        return self.picture and Image(**dict(zip(PICTURE, self.picture, strict=True)))

    @property
    def category_url(self):
        return path_of("news:category", self.category_slug)

    def get_absolute_url(self):
        return path_of("news:article", self.slug, self.pk)


class Title(NamedTuple):
    """An article in a list of titles."""

    pk: int
    title: str
    slug: str
    published_at: datetime

    def get_absolute_url(self):
        return path_of("news:article", self.slug, self.pk)
