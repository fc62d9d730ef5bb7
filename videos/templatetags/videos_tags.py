from django import template
from django.template.loader import render_to_string

from govap.delivery.standing import Standing, version_of
from videos.models import Video

register = template.Library()


@register.simple_tag(takes_context=True)
def video_library(context):
    return library.at(version_of(context["request"]))


def _drawn():
    videos = Video.objects.published().for_cards().newest()[:6]
    return render_to_string("videos/_library.html", {"videos": list(videos)})


library = Standing(_drawn, until=Video.objects.next_due)
