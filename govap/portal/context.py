"""What every public page shows around its content; lazy, so that pages without it cost nothing."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .models import Identity, Link


def chrome(request):
    links = SimpleLazyObject(lambda: list(Link.objects.all()))
    return {
        "identity": SimpleLazyObject(Identity.current),
        "header_links": SimpleLazyObject(lambda: [link for link in links if link.place == Link.Place.HEADER]),
        "footer_links": SimpleLazyObject(lambda: [link for link in links if link.place == Link.Place.FOOTER]),
        "body_links": SimpleLazyObject(lambda: [link for link in links if link.place == Link.Place.BODIES]),
        "now": timezone.localtime(),
    }
