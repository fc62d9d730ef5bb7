from django import template

from govap import bodies
from govap.delivery import framing
from videos.views import YOUTUBE

register = template.Library()


@register.simple_tag(takes_context=True)
def draw(context, body):
    """{% draw article.body as drawn %}: a bodies.Body, and the page's policy lets in what it holds."""
    shared = context.get("shared")
    drawn = bodies.drawn(body, token=shared["link"].token if shared else "")
    if drawn.has_frames:
        framing.ask(context["request"], YOUTUBE)
    return drawn
