from functools import lru_cache

from django import template
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.html import format_html_join

from govap.delivery.paths import path_of
from govap.delivery.standing import Standing, version_of

register = template.Library()
SHOWN = ("identity", "categories", "header_links", "footer_links", "body_links", "now")
parts = Standing(dict)
register.simple_tag(path_of, name="path")  # {% path "news:qr" article.pk %}: as {% url %}, but reversed once


@register.simple_tag(takes_context=True)
def standing(context, template_name, current=""):
    """{% standing "_nav.html" current %}: a part of many pages, drawn once for each content version and day. It sees
    SHOWN, which follow that version, and `current`, the address that it points out: there must be few of those."""
    kept = parts.at(version_of(context["request"]))
    key = (template_name, current, context["now"].date())
    if key not in kept:
        kept[key] = render_to_string(template_name, {name: context[name] for name in SHOWN} | {"current": current})
    return kept[key]


@register.simple_tag
def drawn(template_name, **shown):
    """{% drawn "news/_card.html" article=teaser %}: a template drawn once for all that it shows. It sees nothing else.

    Raises TypeError for what cannot tell when it has changed: a list, or a model, which is equal by its number alone.
    """
    return _drawn(template_name, *shown.items())


@register.simple_tag
def drawn_each(template_name, name, rows):
    """{% drawn_each "news/_title.html" "article" related %}: `drawn` for each row, one after the other."""
    return format_html_join("", "{}", ((_drawn(template_name, (name, row)),) for row in rows))


@lru_cache(maxsize=2048)
def _drawn(template_name, *shown):
    if wrong := [name for name, value in shown if isinstance(value, Model)]:
        raise TypeError(f"{template_name}: {', '.join(wrong)}")
    return render_to_string(template_name, dict(shown))
