"""Which page a request asks for. Nothing else of the request has a say in the bytes."""

import io
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host

from .policy import LONGEST_PATH, LONGEST_QUERY, Policy, policy_of


class Key(NamedTuple):
    scheme: str
    host: str
    path: str
    query: str


def asked_page(environ) -> tuple[Key, Policy] | None:
    """The page that a request may be given from memory; None for all that Django itself has to answer."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY or not is_anonymous(environ):
        return None
    policy, scheme, host = policy_of(path), scheme_of(environ), host_of(environ)
    if policy is None or host is None or (scheme == "http" and settings.SECURE_SSL_REDIRECT):
        return None
    return Key(scheme, host, path, policy.query_of(query)), policy


def is_anonymous(environ) -> bool:
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
        return False
    cookies = environ.get("HTTP_COOKIE", "")
    # The cheap question first: most readers have no cookie of that name at all.
    return settings.SESSION_COOKIE_NAME not in cookies or settings.SESSION_COOKIE_NAME not in parse_cookie(cookies)


def scheme_of(environ) -> str:
    """As HttpRequest.scheme tells it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        header, secure = settings.SECURE_PROXY_SSL_HEADER
        if header in environ:
            return "https" if environ[header].split(",", 1)[0].strip() == secure else "http"
    return environ.get("wsgi.url_scheme", "http")


def host_of(environ) -> str | None:
    """The host in small letters; None for one that is not ours, or with a port that we do not listen on: of each
    further spelling of our address, memory would have to keep every page once more."""
    return known_host(environ.get("HTTP_HOST", ""), environ.get("SERVER_PORT", ""))


@lru_cache(maxsize=256)
def known_host(host: str, own_port: str) -> str | None:
    domain, port = split_domain_port(host)
    is_ours = domain and validate_host(domain, settings.ALLOWED_HOSTS)
    return host.lower() if is_ours and port in {"", own_port} else None


def bare_environ(key: Key) -> dict:
    """A WSGI request made of nothing but the key."""
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": key.path,
        "QUERY_STRING": key.query,
        "HTTP_HOST": key.host,
        "SERVER_NAME": key.host,
        "SERVER_PORT": "443" if key.scheme == "https" else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": key.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if settings.SECURE_PROXY_SSL_HEADER:
        environ[settings.SECURE_PROXY_SSL_HEADER[0]] = key.scheme
    return environ
