"""The page /tim-kiem/: from its parameters to what its template shows.

`q` words · `loai` tin-bai, video, trang · `muc` a category's and `the` a tag's slug · `luc` 2017, 2017-04 or 2017-04-12
· `tu`, `den` days · `sap=moi` newest first · `trang` the page of the best, `truoc` the entry behind which the newest go
on.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone

from govap import finding, spelling
from govap.search import engine, periods
from govap.search.query import Query, parse
from govap.text import number
from news.models import Category, Tag

PARAMETERS = ("q", "loai", "muc", "the", "luc", "tu", "den", "sap")
SHOWN_YEARS = 15


@dataclass(frozen=True)
class Asked:
    """What the parameters say, odd values left out."""

    values: dict[str, str]
    query: Query
    filters: engine.Filters
    names: dict[str, str]
    page: int
    after: int | None

    @property
    def is_newest(self):
        return self.values.get("sap") == "moi"

    @property
    def is_empty(self):
        return not self.query.words and not self.names

    @property
    def best_url(self):
        return self.address(sap=None)

    @property
    def newest_url(self):
        return self.address(sap="moi")

    def address(self, **changes):
        """The page with other values; None takes one away."""
        values = {**self.values, **changes}
        order = (*PARAMETERS, "trang", "truoc")
        return "?" + urlencode([(name, values[name]) for name in order if values.get(name)])


def read(parameters):
    values = {name: parameters.get(name, "").replace("\0", "")[:300] for name in PARAMETERS}
    query = parse(parameters.get("q", ""))
    values["q"] = query.text
    facets, names = _facets(values)
    first, last, period_names = _period(values)
    names |= period_names
    kept = {name: value for name, value in values.items() if value and (name in {"q", *names} or value == "moi")}
    filters = engine.Filters(tuple(facets), *periods.bounds(first, last))
    page, after = _whole(parameters.get("trang", "")), _whole(parameters.get("truoc", ""))
    return Asked(
        kept, query, engine.until(timezone.now(), filters), names, min(max(page or 1, 1), finding.MOST_PAGES), after
    )


def context(asked):
    """Everything that search.html shows."""
    shown = {"q": asked.query.text, "asked": asked, "chosen": _chosen(asked), "places": finding.places(asked.query)}
    if asked.is_empty:
        return shown | {"message": _empty_message(asked)}
    shown |= _newest(asked) if asked.is_newest else _best(asked)
    if not shown["hits"]:
        return shown | {"message": "Không tìm thấy nội dung nào.", "meant": _meant(asked)}
    is_first = asked.page == 1 and asked.after is None
    shown |= {"pins": finding.pinned(asked.query) if is_first else [], "offer": _offer(asked)}
    return shown if shown.get("is_partial") else shown | _counted(asked, shown["query"])


def _facets(values):
    """Tokens of kind, category and tag, and how the filters are called."""
    facets, names = [], {}
    if values["loai"] in finding.KINDS:
        kind, names["loai"] = finding.KINDS[values["loai"]]
        facets.append(f"kind:{kind}")
    for parameter, model, facet in (("muc", Category, "category"), ("the", Tag, "tag")):
        one = model.objects.filter(slug=values[parameter]).first() if values[parameter] else None
        if one:
            facets.append(f"{facet}:{one.pk}")
            names[parameter] = one.name
    return facets, names


def _period(values):
    """First and last day of the filters, and how they are called."""
    if stretch := periods.days(values["luc"]):
        return *stretch, {"luc": periods.name(values["luc"]).capitalize()}
    first, last = periods.read_day(values["tu"]), periods.read_day(values["den"])
    names = {"tu": first and f"Từ {first:%d/%m/}{first.year}", "den": last and f"Đến {last:%d/%m/}{last.year}"}
    return first, last, {parameter: name for parameter, name in names.items() if name}


def _best(asked):
    found = engine.best(asked.query, asked.filters)
    ids = [*finding.visible(found.ids)]
    start = (asked.page - 1) * finding.PAGE_SIZE
    end = start + finding.PAGE_SIZE
    following = asked.address(trang=str(asked.page + 1)) if len(ids) > end and asked.page < finding.MOST_PAGES else None
    return {
        "query": found.query,
        "hits": finding.hits(ids[start:end], found.query),
        "understood": found.query.text if found.is_other else "",
        "is_partial": found.is_partial,
        "next_url": following,
    }


def _newest(asked):
    filters = engine.before(asked.after, asked.filters)
    ids = engine.newest(asked.query, filters, finding.PAGE_SIZE + 1)
    shown = ids[: finding.PAGE_SIZE]
    following = asked.address(truoc=str(shown[-1])) if len(ids) > len(shown) else None
    return {"query": asked.query, "hits": finding.hits(shown, asked.query), "next_url": following}


def _counted(asked, query):
    counts = finding.counts(query, asked.filters)
    total = number(counts["total"])
    return {
        "total": f"Hơn {total}" if counts["is_more"] else total,
        "is_more": counts["is_more"],
        "kinds": _choices(asked, "loai", [(name, slug, count) for name, slug, count in counts["kinds"]]),
        "sections": _choices(asked, "muc", counts["categories"]),
        "years": _choices(
            asked, "luc", [(str(year), str(year), count) for year, count in counts["years"][:SHOWN_YEARS]]
        ),
    }


def _choices(asked, parameter, rows):
    """Links that narrow further; none where only one is left to choose."""
    if parameter in asked.names or len(rows) < 2:
        return []
    return [
        {"name": name, "count": number(count), "url": asked.address(**{parameter: value})}
        for name, value, count in rows
    ]


def _chosen(asked):
    return [{"name": name, "url": asked.address(**{parameter: None})} for parameter, name in asked.names.items()]


def _offer(asked):
    offer = None if {"luc", "tu", "den"} & set(asked.names) else periods.offered(asked.query.text)
    return offer and {"name": offer.name, "url": asked.address(q=offer.rest, luc=offer.value)}


def _meant(asked):
    """A query near the one typed that finds something: its text and address."""
    text = spelling.nearest(asked.query)
    if not text or not finding.visible(engine.best(parse(text), asked.filters).ids):
        return None
    return {"text": text, "url": asked.address(q=text)}


def _empty_message(asked):
    return "Không có chữ nào để tìm." if asked.query.text else "Nhập từ cần tìm, có dấu hoặc không dấu đều được."


def _whole(value):
    return int(value) if re.fullmatch("[0-9]{1,18}", value) and value.isascii() else None
