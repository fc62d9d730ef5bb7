"""The pictures that a text shows, and those of which nobody has said what they show."""

from urllib.parse import unquote

from django.conf import settings
from django.db.models import Q

from govap.checks import Page
from govap.library.models import AlbumImage, Image

from .refusal import Refused

MOST_NAMED = 5
ALBUM = "data-album"


class Undescribed(Refused):
    """Not published for the sake of those who cannot see: `images` are what nobody has described."""

    def __init__(self, images):
        names = ", ".join(f"“{image}”" for image in images[:MOST_NAMED])
        more = f" và {len(images) - MOST_NAMED} ảnh khác" if len(images) > MOST_NAMED else ""
        super().__init__(
            f"Chưa đưa lên trang được: {names}{more} chưa có mô tả cho người khiếm thị. "
            "Xin trả lời “Ảnh này cho thấy gì?”, hoặc chọn “Ảnh chỉ để trang trí”."
        )
        self.images = images


def ask_for_descriptions(item, content):
    """Raises Undescribed where a picture of this content says nothing to those who cannot see it."""
    if images := undescribed(item, content):
        raise Undescribed(images)


def undescribed(item, content):
    """The library's images that this content shows without any words on what they show, in one query."""
    page = Page()
    for name in item.HTML_FIELDS:
        page.add_html(name, content.get(name) or "")
    shown = shown_images(chosen_by(item, content), [one.src for one in page.pictures if not one.alt], albums_of(page))
    return [image for image in shown if not image.is_described]


def chosen_by(item, content):
    """{field: id} of the images that fields of their own choose, such as the one above an article."""
    fields = [item._meta.get_field(name) for name in item.CONTENT if name not in item.SET_FIELDS]
    names = [field.name for field in fields if field.related_model is Image]
    return {name: content[name] for name in names if content.get(name)}


def albums_of(page):
    return [int(number) for name, number in page.nodes if name == ALBUM]


def shown_images(chosen, addresses, albums):
    """Library images by the ids of chosen_by(), addresses in a body and ids of albums; oldest first."""
    names = [unquote(address).removeprefix(settings.MEDIA_URL) for address in dict.fromkeys(addresses)]
    asked = [
        Q(pk__in=list(chosen.values())) if chosen else None,
        Q(file__in=[name for name in names if "\0" not in name]) if names else None,
        Q(pk__in=AlbumImage.objects.filter(album__in=albums).values("image")) if albums else None,
    ]
    found = [one for one in asked if one is not None]
    return list(Image.objects.filter(Q(*found, _connector=Q.OR)).order_by("pk")) if found else []
