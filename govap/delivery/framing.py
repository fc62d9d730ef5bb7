"""Frames of another host, named in the policy of just those pages that hold one."""

from functools import wraps


def ask(request, host):
    """Let the page that is being made for this request hold frames of `host`, such as "https://www.example.org"."""
    request.framed = {*getattr(request, "framed", ()), host}


def may_frame(view):
    """A view whose template may ask()."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if hosts := getattr(request, "framed", None):
            response._csp_update = {"frame-src": sorted(hosts)}  # as csp_update does, of which it takes the place
        return response

    return answered
