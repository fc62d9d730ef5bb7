from django import template

register = template.Library()
# How wide a picture stands in the text of an article: the whole column on a phone, at most 45rem elsewhere. The column
# of a phone of 360 pixels has 328: said to be 320, it takes the rendition of that width and not one twice as wide.
# A phone of three dots a pixel takes what one of two takes: nobody sees the difference, and it halves the page.
IN_TEXT = (
    "(max-width: 48rem) and (min-resolution: 2.5dppx) calc(66vw - 1.7rem), (max-width: 48rem) calc(100vw - 2.5rem),"
    " 45rem"
)

# On the front and on lists. On phones they are said to be a little smaller than they are (7.25rem beside a title, 45vw
# of a video), so that the rendition of 320 serves sharp screens too.
_PHONE, _SHARP = "(max-width: 36rem)", "(max-width: 36rem) and (min-resolution: 2.5dppx)"
LEAD = f"{_SHARP} calc(66vw - 1.7rem), {_PHONE} calc(100vw - 2.5rem), (max-width: 64rem) 100vw, 34rem"
CARD = f"{_PHONE} 6.5rem, (max-width: 64rem) 45vw, 15rem"
THUMB = f"{_SHARP} 25vw, {_PHONE} 38vw, 15rem"
LAYOUTS = {"lead": LEAD, "card": CARD, "thumb": THUMB}


@register.filter
def of_width(image, width):
    """The address of a rendition of at least so many pixels, where only one can be named; the card without any."""
    fitting = [found for found in image.renditions if found >= width] or image.renditions[-1:]
    return image.file.storage.url(image.rendition_name(min(fitting))) if fitting else image.card_url


@register.inclusion_tag("library/_picture.html")
def picture(image, sizes=IN_TEXT, *, lazy=True, alt=None):
    """An Image as <picture>, the WebP renditions that are there and JPEG for the rest; it asks no database.

    `sizes` as in HTML or the name of one of LAYOUTS; `lazy=False` for the first picture of a page; `alt=""` where the
    text beside says it all.
    """
    shown_alt = ("" if image.is_decorative else image.alt) if alt is None else alt
    srcset = image.card_srcset if sizes in ("card", "thumb") else image.srcset
    sets = {"srcset": srcset, "fallback": image.fallback_srcset}
    return {"image": image, **sets, "sizes": LAYOUTS.get(sizes, sizes), "lazy": lazy, "alt": shown_alt}
