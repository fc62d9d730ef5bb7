"""What a page says to machines: its picture for shared links, and what schema.org calls the things on it."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape

from govap import html, linked_data
from govap.cards import of
from govap.cards.drawing import SIZE
from govap.delivery.standing import version_of
from govap.editorial import feeds
from govap.portal import context as portal

register = template.Library()
register.filter("in_xml", feeds.printable)


class WordsOf(template.Node):
    """What a block of the page says, once more on one line and without the site's name, which is said apart."""

    def __init__(self, name):
        self.name = name

    def render(self, context):
        block = context.render_context[BLOCK_CONTEXT_KEY].get_block(self.name)
        said = " ".join(block.render(context).split())
        return said.removesuffix(f" | {escape(context['identity'].name)}")


@register.tag
def words_of(parser, token):
    """{% words_of "title" %} in a template that others extend."""
    return WordsOf(parser.compile_filter(token.split_contents()[1]).resolve({}))


@register.simple_tag(takes_context=True)
def share_image(context, item=None):
    """{"url", "width", "height", "alt", "kind"} of an article's or video's own picture, else of the card drawn for it;
    without an item of the site's card."""
    identity = context["identity"]
    own = getattr(item, "image", None) or getattr(item, "poster", None)
    if own:
        return {"url": own.url, "width": own.width, "height": own.height, "alt": own.alt, "kind": "image/jpeg"}
    card = _card(item, identity)
    return {"url": card.address, "width": SIZE[0], "height": SIZE[1], "alt": card.title, "kind": "image/png"}


@register.simple_tag(takes_context=True)
def article_data(context):
    article, base = context["article"], base_of(context)
    if not is_told(context, article):
        return ""
    image = share_image(context, article)
    told = linked_data.news_article(article, context["tags"], context["corrections"], base, image)
    places = dict.fromkeys([article.section, article.category])
    steps = [*((place.name, place.get_absolute_url()) for place in places), (article.title, article.get_absolute_url())]
    return html.as_json_ld(linked_data.graph(told, _organization(context), linked_data.breadcrumbs(base, *steps)))


@register.simple_tag(takes_context=True)
def video_data(context):
    video, base = context["video"], base_of(context)
    if not is_told(context, video):
        return ""
    told = linked_data.video_object(video, base, share_image(context, video))
    steps = [("Thư viện video", reverse("videos:video_list")), (video.title, video.get_absolute_url())]
    return html.as_json_ld(linked_data.graph(told, _organization(context), linked_data.breadcrumbs(base, *steps)))


@register.simple_tag(takes_context=True)
def category_data(context):
    category, base = context["category"], base_of(context)
    places = [place for place in (category.parent, category) if place]
    steps = [(place.name, place.get_absolute_url()) for place in places]
    return html.as_json_ld(linked_data.graph(linked_data.breadcrumbs(base, *steps)))


@register.simple_tag(takes_context=True)
def site_data(context):
    told = linked_data.website(context["identity"], base_of(context))
    return html.as_json_ld(linked_data.graph(told, _organization(context)))


@register.simple_tag
def count_by():
    """Who tells of this page's view: "server" or "beacon"."""
    return settings.COUNT_BY


def base_of(context):
    return str(context["origin"])


def is_told(context, item):
    """Not of drafts in a preview, nor of what was withdrawn."""
    return item.pk and item.is_published() and not context.get("shared") and not context.get("withdrawn")


def _card(item, identity):
    if not item or not item.pk or not item.is_published():
        return of.site(identity)
    return of.video(item, identity) if hasattr(item, "poster") else of.article(item, identity)


def _organization(context):
    return _organization_at(version_of(context["request"]), base_of(context))


@lru_cache(maxsize=16)
def _organization_at(version, base):
    identity = portal.identity.at(version)
    logo = identity.crest.url if identity.crest else static("img/icon-512.png")
    return linked_data.organization(identity, base, base + logo)
