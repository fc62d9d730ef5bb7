"""Which body a text was published under."""

from django import template
from django.utils import timezone

from govap.delivery.standing import version_of
from govap.portal.context import eras
from govap.portal.models import Era

register = template.Library()


@register.simple_tag(takes_context=True)
def era_of(context, moment):
    """{% era_of article.published_at as era %}: the Era of a moment (aware) that is over, or None."""
    return moment and Era.of(eras.at(version_of(context["request"])), timezone.localdate(moment))
