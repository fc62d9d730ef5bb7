from django import template

register = template.Library()
# How wide a picture stands in the text of an article: the whole column on a phone, at most 45rem elsewhere. The column
# of a phone of 360 pixels has 328: said to be 320, it takes the rendition of that width and not one twice as wide.
# A phone of three dots a pixel takes what one of two takes: nobody sees the difference, and it halves the page.
IN_TEXT = (
    "(max-width: 48rem) and (min-resolution: 2.5dppx) calc(66vw - 1.7rem), (max-width: 48rem) calc(100vw - 2.5rem),"
    " 45rem"
)


@register.filter
def of_width(image, width):
    """The address of a rendition of at least so many pixels, where only one can be named; the card without any."""
    fitting = [found for found in image.renditions if found >= width] or image.renditions[-1:]
    return image.file.storage.url(image.rendition_name(min(fitting))) if fitting else image.card_url


@register.inclusion_tag("library/_picture.html")
def picture(image, sizes=IN_TEXT, *, lazy=True, alt=None):
    """An Image as <picture>, the WebP renditions that are there and JPEG for the rest; it asks no database.

    `sizes` as in HTML; `lazy=False` for the first picture of a page; `alt=""` where the text beside says it all.
    """
    shown_alt = ("" if image.is_decorative else image.alt) if alt is None else alt
    return {"image": image, "sizes": sizes, "lazy": lazy, "alt": shown_alt}
