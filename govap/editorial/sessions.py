"""A session ends after two idle hours, after twelve in all, and when its owner's roles change.

A new password and a deactivation end it too: User.get_session_auth_hash() and Django's ModelBackend see to those.
"""

import time

from django.conf import settings
from django.contrib.auth import logout

STARTED, SEEN = "bat_dau", "lan_cuoi"
HEARTBEAT = "/co-mat/"  # an open tab tells so by itself: nobody need be sitting there
WRITE_SECONDS = 60  # the last visit is written down once a minute, not on every request


class SessionRulesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Without the cookie the session is left alone, so that citizens' pages do not vary by cookie.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            enforce(request)
        return self.get_response(request)


def enforce(request):
    now = time.time()
    if is_over(request.session, now):
        logout(request)
    elif now - request.session[SEEN] >= WRITE_SECONDS and not request.path.endswith(HEARTBEAT):
        request.session[SEEN] = now


def is_over(session, now) -> bool:
    started, seen = session.get(STARTED, 0), session.get(SEEN, 0)
    return now - started >= settings.SESSION_COOKIE_AGE or now - seen >= settings.SESSION_IDLE_SECONDS


def start(sender, request, user, **kwargs):
    request.session[STARTED] = request.session[SEEN] = time.time()


def end_on_role_change(sender, instance, action, *, reverse, model, pk_set, **kwargs):
    """For m2m_changed of a user's groups and permissions, from either side."""
    if action == "pre_clear" and reverse:
        users = instance.user_set.all()
    elif action in ("post_add", "post_remove", "post_clear"):
        users = model._base_manager.filter(pk__in=pk_set or ()) if reverse else [instance]
    else:
        users = ()
    for user in users:
        user.end_sessions()
