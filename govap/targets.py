"""Where links of a text lead: which of them a citizen could not open. Each kind of page is asked once."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from govap.library.models import Album, Document
from govap.portal.models import Page
from news.legacy import legacy_key
from news.models import Article, Category, Tag
from videos.models import Video

SAFE, CLOSED, NOWHERE = "safe", "closed", "nowhere"
MOST_DIGITS = 18
WEB = {"", "http", "https"}
STAFF_ONLY = {"admin", "paste", "shared", "checks"}


@dataclass(frozen=True)
class Target:
    """`rows`: what citizens can open; `field` is what an address of this name, or a node of a body, names one by."""

    rows: Callable
    field: str = "pk"

    def found(self, keys):
        return set(self.rows().filter(**{f"{self.field}__in": keys}).values_list(self.field, flat=True))


TARGETS = {
    "news:article": Target(Article.objects.published),
    "news:legacy": Target(Article.objects.published, "legacy_key"),
    "news:category": Target(Category.objects.all, "slug"),
    "news:category_feed": Target(Category.objects.all, "slug"),
    "news:tag": Target(Tag.objects.all, "slug"),
    "videos:video": Target(Video.objects.published),
    "portal:page": Target(Page.objects.published, "slug"),
    "document": Target(Document.objects.all),
    "data-document": Target(Document.objects.all),
    "data-video": Target(Video.objects.published),
    "data-album": Target(Album.objects.all),
}


def dead_links(hrefs, hosts):
    """{href: CLOSED or NOWHERE} of those that no citizen can open; `hosts` are this site's. Links to other sites are
    not looked at."""
    asked = {href: _asked(href, hosts) for href in hrefs}
    missing = _missing([one for one in asked.values() if isinstance(one, tuple)])
    dead = {href: NOWHERE if one in missing else one for href, one in asked.items()}
    return {href: why for href, why in dead.items() if why in (CLOSED, NOWHERE)}


def dead_nodes(nodes):
    """Those of [("data-video", "42"), …] that are not there, or not published."""
    asked = {node: (node[0], int(node[1])) for node in nodes}
    missing = _missing(asked.values())
    return {node for node, one in asked.items() if one in missing}


def own_hosts(request):
    return [request.get_host().partition(":")[0], *(host for host in settings.ALLOWED_HOSTS if host != "*")]


def _missing(asked):
    """Those of [(name in TARGETS, key), …] that lead to nothing; one query a name."""
    missing = set()
    for name in dict.fromkeys(name for name, _ in asked):
        keys = {key for own, key in asked if own == name}
        missing |= {(name, key) for key in keys - TARGETS[name].found(keys)}
    return missing


def _asked(href, hosts):
    """What one address asks for: (name in TARGETS, key), or SAFE, CLOSED or NOWHERE where that is known already."""
    try:
        parts = urlsplit(href.strip())
        host = parts.hostname or ""
    except ValueError:
        return NOWHERE
    if parts.scheme not in WEB or not (parts.netloc or parts.path.startswith("/")):
        return SAFE
    if host and not validate_host(host, hosts):
        return SAFE
    path = unquote(parts.path) or "/"
    return NOWHERE if "\0" in path else _resolved(path, parts.query)


def _resolved(path, query):
    try:
        found = resolve(path)
    except Resolver404:
        return _resolved(f"{path}/", query) if path[-1] != "/" else NOWHERE
    if not STAFF_ONLY.isdisjoint([*found.app_names, found.url_name]):
        return CLOSED
    if found.view_name not in TARGETS:
        return SAFE
    if found.view_name == "news:legacy":
        key = legacy_key(path, dict(parse_qsl(query, max_num_fields=50)) if query.count("&") < 50 else {})
        return (found.view_name, key) if key else NOWHERE
    key = found.kwargs[TARGETS[found.view_name].field]
    return found.view_name, int(key) if TARGETS[found.view_name].field == "pk" else key
