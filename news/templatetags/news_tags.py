from django import template

from news import archive

register = template.Library()


@register.inclusion_tag("news/_calendar.html")
def calendar(year, month):
    return {"calendar": archive.month_calendar(year, month)}
