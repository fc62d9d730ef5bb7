from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
        "browsing-topics",
    )
)  # fmt: skip


def unlisted(response):
    """Marks a page that no cache, search engine or counter may take in: a text that is not public (yet)."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


class SecurityHeadersMiddleware:
    """What Django's own SecurityMiddleware and django-csp leave out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class NoStoreMiddleware:
    """Nothing behind login, nor a page made while logged in, is kept anywhere. Media is the same for all."""

    def __init__(self, get_response):
        self.get_response = get_response

    @cached_property
    def admin(self):
        return reverse("admin:index")

    def __call__(self, request):
        response = self.get_response(request)
        if self._is_private(request, response):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    def _is_private(self, request, response):
        if request.path.startswith(settings.MEDIA_URL):
            return False
        cookie = settings.SESSION_COOKIE_NAME
        return request.path.startswith(self.admin) or cookie in request.COOKIES or cookie in response.cookies
