from django import template
from django.template.loader import render_to_string

from govap.delivery.standing import Standing, version_of

register = template.Library()
SHOWN = ("identity", "categories", "header_links", "footer_links", "body_links", "now")
parts = Standing(dict)


@register.simple_tag(takes_context=True)
def standing(context, template_name, current=""):
    """{% standing "_nav.html" current %}: a part of many pages, drawn once for each content version and day. It sees
    SHOWN, which follow that version, and `current`, the address that it points out: there must be few of those."""
    kept = parts.at(version_of(context["request"]))
    key = (template_name, current, context["now"].date())
    if key not in kept:
        kept[key] = render_to_string(template_name, {name: context[name] for name in SHOWN} | {"current": current})
    return kept[key]
