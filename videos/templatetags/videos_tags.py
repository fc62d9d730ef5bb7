from django import template

from videos.models import Video

register = template.Library()


@register.inclusion_tag("videos/_library.html")
def video_library():
    return {"videos": Video.objects.published().for_cards().newest()[:6]}
