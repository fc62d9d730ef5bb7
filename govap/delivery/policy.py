"""Which pages may be kept as bytes: said where the view stands."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, resolve

COUNTED = 8  # seconds: with those until a spool is flushed, no number on a page is older than ten
LONGEST_PATH, LONGEST_QUERY = 300, 2048
LONGEST_VALUE = 100  # of the query: a cursor has 22 characters


@dataclass(frozen=True)
class Policy:
    names: tuple[str, ...]  # of the query that the page reads
    seconds: int  # how long its bytes are good while the content version stays

    def query_of(self, query: str) -> str:
        """The query that the page is asked with: its own names in their order, each once, the last value of several;
        without what is too long to mean anything."""
        if not (query and self.names):
            return ""
        given = {name: value for name, value in parse_qsl(query) if len(value) <= LONGEST_VALUE}
        return urlencode([(name, given[name]) for name in self.names if name in given])


def cached_page(*names, seconds=COUNTED):
    """Declares that anybody without a session gets the same bytes of this view for the same path and these names of
    the query. `seconds` may be longer only where no count is printed."""

    def declare(view):
        view.page_policy = Policy(names, seconds)
        return view

    return declare


@lru_cache(maxsize=2048)
def policy_of(path: str) -> Policy | None:
    """The policy of the view at a path, which is written as WSGI writes it."""
    try:
        match = resolve(path.encode("latin-1").decode())
    except (Resolver404, UnicodeError):
        return None
    return getattr(match.func, "page_policy", None)
