from datetime import datetime

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import NotARegularFileError

from govap.api.answering import FRESH, opened
from govap.delivery.media import MediaFile, headers_for

from . import dumping


@require_safe
def page(request):
    found = dumping.listed(dumping.home())
    made_at = found["made_at"] and datetime.fromisoformat(found["made_at"])
    base = f"{request.scheme}://{request.get_host()}"
    files = [{**one, "undated": dumping.without_date(one["name"])} for one in found["files"]]
    return render(request, "open_data.html", {"files": files, "made_at": made_at, "base": base})


@require_safe
def file(request, name):
    if dumping.UNDATED.fullmatch(name):
        return _to_newest(name)
    if name not in (dumping.SUMS, dumping.LIST) and not dumping.FILE.fullmatch(name):
        raise Http404("Không có tệp này.")
    # Packed already: packed once more on its way, its sum would not be the one that is told.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    path = str(dumping.home() / name)
    try:
        found = MediaFile(path, _headers(path))
    except (NotARegularFileError, OSError) as error:
        raise Http404("Không có tệp này.") from error
    return opened(WhiteNoiseMiddleware.serve(found, request))


def _to_newest(name):
    """A download that breaks off goes on at the dated address, even when a newer dump has come."""
    if not (found := dumping.newest(dumping.home(), name)):
        raise Http404("Không có tệp này.")
    response = redirect("open_data_file", found)
    response.headers["Cache-Control"] = FRESH
    return opened(response)


def _headers(path):
    if path.endswith(".gz"):
        return headers_for(path)
    kind = "application/json" if path.endswith(".json") else "text/plain"
    return [("Cache-Control", FRESH), ("Content-Type", f"{kind}; charset=utf-8")]
