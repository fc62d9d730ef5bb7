"""What stands on many pages and changes with the content version alone: made once a process for each version."""

from django.utils import timezone

from .models import Change


class Standing:
    """Keeps what `make()` returns until the content version moves or the moment comes that `until(now)` told (aware, or
    None). The version is asked for before anything is made: what is kept is never older than it says."""

    def __init__(self, make, until=None):
        self.make = make
        self.until = until
        self._kept = (None, None, None)

    def at(self, version):
        kept_at, until, value = self._kept
        if kept_at != version or (until and until <= timezone.now()):
            until = self.until and self.until(timezone.now())
            value = self.make()
            self._kept = (version, until, value)
        return value


def version_of(request):
    """The content version at which the page of a request is made; one query a request."""
    if not hasattr(request, "content_version"):
        request.content_version = Change.version()
    return request.content_version
