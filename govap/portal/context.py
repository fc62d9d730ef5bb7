"""What every public page shows around its content; lazy, so that pages without it cost nothing."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from govap.counting.models import Counter
from govap.delivery.standing import Standing, version_of

from .models import Era, Identity, Link

identity = Standing(Identity.current)
links = Standing(lambda: list(Link.objects.all()))
eras = Standing(lambda: list(Era.objects.all()))


def chrome(request):
    def placed(place):
        return SimpleLazyObject(lambda: [link for link in links.at(version_of(request)) if link.place == place])

    return {
        "identity": SimpleLazyObject(lambda: identity.at(version_of(request))),
        "header_links": placed(Link.Place.HEADER),
        "footer_links": placed(Link.Place.FOOTER),
        "body_links": placed(Link.Place.BODIES),
        "visits": Counter.visits,
        "now": timezone.localtime(),
        "origin": SimpleLazyObject(lambda: f"{request.scheme}://{request.get_host()}"),
    }
