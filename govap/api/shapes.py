"""How each thing stands in JSON; schemas.py says the same in the words of OpenAPI.

`base` is the site's own address without a slash at its end: "https://govap.example.vn".
"""

from django.utils import timezone

from govap import bodies, html
from govap.editorial import corrections
from govap.html.absolute import absolute
from news.bylines import ROLES

YOUTUBE = "https://www.youtube.com/watch?v="


def moment(value):
    return timezone.localtime(value).isoformat(timespec="seconds")


def changed(item):
    """When it last changed for readers: a scheduled text is written before it appears."""
    return max(item.updated_at, item.published_at)


def image(picture, base):
    if picture is None:
        return None
    return {
        "url": base + picture.url,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
    }


def category(found, base):
    return {
        "slug": found.slug,
        "name": found.name,
        "description": found.description,
        "parent": found.parent.slug if found.parent else None,
        "url": base + found.get_absolute_url(),
    }


def tag(found, base):
    return {"slug": found.slug, "name": found.name, "url": base + found.get_absolute_url()}


def _common(item, base):
    return {
        "id": item.pk,
        "url": base + item.get_absolute_url(),
        "title": item.title,
        "published_at": moment(item.published_at),
        "updated_at": moment(changed(item)),
    }


def article(item, base):
    return {
        **_common(item, base),
        "summary": item.summary,
        "category": {"slug": item.category.slug, "name": item.category.name},
        "tags": [{"slug": tag.slug, "name": tag.name} for tag in item.told_tags],
        "image": image(item.image, base),
    }


def whole_article(item, base):
    """With its text and corrections; the row comes from corrections.beside()."""
    return {
        **article(item, base),
        "dateline": item.dateline,
        "byline": [{"role": ROLES[person["role"]], "name": person["name"]} for person in item.byline],
        "views": item.view_count,
        "body_html": absolute(str(bodies.drawn(item.body).html), base),
        "body_text": html.to_text(item.body),
        "corrections": [correction(found) for found in corrections.printed(item)],
    }


def correction(found):
    return {"published_at": moment(found.published_at), "wrong": found.wrong, "right": found.right}


def video(item, base):
    return {
        **_common(item, base),
        "description": item.description,
        "programme": {"slug": item.programme.slug, "name": item.programme.title},
        "part": item.part,
        "views": item.view_count,
        "file": base + item.file.url if item.file else None,
        "youtube": YOUTUBE + item.youtube_id if item.youtube_id else None,
        "image": image(item.poster, base),
    }


def whole_video(item, base):
    return {**video(item, base), "corrections": [correction(found) for found in corrections.printed(item)]}
