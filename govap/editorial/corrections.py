"""Corrections and notes on changes, printed on what they are about and read in the one query that reads the item."""

from datetime import UTC, datetime

from django.db.models import Aggregate, JSONField, Subquery
from django.db.models.functions import JSONArray

from .models import Correction


class Gathered(Aggregate):
    """Every row of a group in one JSON array."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)


def beside(rows):
    """The rows, each bringing its corrections along for `printed`."""
    own = Correction.objects.of_each(rows.model).order_by().values("object_id")
    gathered = own.annotate(told=Gathered(JSONArray("pk", "published_at", "wrong", "right"))).values("told")
    return rows.annotate(corrections_told=Subquery(gathered, output_field=JSONField()))


def printed(item):
    """The corrections of an item that came from `beside`, newest first."""
    return [one for one in _told(item) if one.wrong]


def changes(item):
    """The notes on its changes, newest first."""
    return [one for one in _told(item) if not one.wrong]


def _told(item):
    told = getattr(item, "corrections_told", None) or []
    found = [Correction(pk=pk, published_at=_moment(at), wrong=wrong, right=right) for pk, at, wrong, right in told]
    return sorted(found, key=lambda one: (one.published_at, one.pk), reverse=True)


def _moment(written):
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite keeps UTC and does not say so
