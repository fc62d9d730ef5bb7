"""What the dialogs of the editor choose from, as JSON and for staff only: the library, videos, own articles."""

import re
from dataclasses import dataclass

from django.contrib.admin.views.decorators import staff_member_required
from django.db.models import Count, Prefetch
from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from govap import finding, text
from govap.delivery.paths import path_of
from govap.editorial import desk_index
from govap.library.models import Album, AlbumImage, Document, Image
from govap.search import engine
from govap.search.query import parse
from news.models import Article
from videos.models import Video

MOST = 20
WINDOW = 2_000  # rows of the library that a search looks at, the newest first
LONGEST = 200  # letters of a query
KEYS = ("id", "name", "detail", "url", "card", "alt", "caption", "credit", "width", "height")
PK = re.compile("[1-9][0-9]{0,17}")
NO_PERMISSION = "Tài khoản của anh/chị chưa được xem phần này của thư viện."


@dataclass(frozen=True)
class Library:
    """Rows that everybody with the permission sees, found by words anywhere in their few fields."""

    rows: object
    permission: str
    fields: tuple[str, ...]

    def is_open_to(self, user):
        return user.has_perm(self.permission)

    def newest(self, user):
        return [*self.rows.order_by("-pk")[: MOST + 1]]

    def known(self, user, ids):
        return [*self.rows.filter(pk__in=ids)]

    def find(self, user, query):
        words = text.fold(query).split()
        if hasattr(self.rows, "matching"):
            return [*self.rows.matching(" ".join(words)).order_by("-pk")[: MOST + 1]]
        found = self._holding(words)
        return [*self.rows.filter(pk__in=found).order_by("-pk")] if found else []

    def _holding(self, words):
        found = []
        rows = self.rows.model.objects.order_by("-pk").values_list("pk", *self.fields)[:WINDOW]
        for pk, *values in rows.iterator(chunk_size=500):
            folded = text.fold(" ".join(values))
            if all(word in folded for word in words):
                found.append(pk)
            if len(found) > MOST:
                break
        return found


@dataclass(frozen=True)
class Published:
    """What citizens may see, then what this person is working on and has never been published."""

    model: type
    related: tuple[str, ...]

    def is_open_to(self, user):
        return True

    def newest(self, user):
        shown = self.model.objects.published().for_cards().newest()[: MOST + 1]
        return self._filled([*shown], self._drafts(user))

    def known(self, user, ids):
        shown = [*self.model.objects.published().for_cards().filter(pk__in=ids)]
        return [*shown, *self._drafts(user).filter(pk__in={*ids} - {item.pk for item in shown})]

    def find(self, user, query):
        """Titles that begin so come first, since the last word may be half typed; then by rank."""
        words, kind = parse(query), self.model._meta.model_name
        filters = engine.until(timezone.now(), engine.Filters((f"kind:{kind}",)))
        ids = [*engine.beginnings(words.folded, filters, MOST + 1), *engine.best(words, filters).ids]
        shown = finding.loaded([*dict.fromkeys(ids)][: MOST + 1])
        found = desk_index.find(self.model, user, query)
        return self._filled([item for _, item in shown.values()], self._drafts(user).filter(pk__in=found))

    def _filled(self, shown, drafts):
        room = MOST + 1 - len(shown)
        return [*shown, *drafts.order_by("-desk_at", "-pk")[:room]] if room else shown

    def _drafts(self, user):
        never = self.model.objects.for_desk_of(user).filter(published_at=None)
        return never.select_related(*self.related)


ALBUMS = Album.objects.annotate(total=Count("images")).prefetch_related(
    Prefetch("albumimage_set", AlbumImage.objects.select_related("image")[:4], to_attr="first_images")
)
SOURCES = {
    "anh": Library(Image.objects.all(), "library.view_image", ("title", "caption", "alt", "credit")),
    "album": Library(ALBUMS, "library.view_album", ("title", "description")),
    "tai-lieu": Library(Document.objects.defer("text"), "library.view_document", ("title", "number", "issuer")),
    "video": Published(Video, ("programme", "poster")),
    "bai": Published(Article, ("desk_category", "image")),
}


@require_safe
@staff_member_required
def choose(request, kind):
    """GET q, or id (up to MOST of them) → {"items": [{each of KEYS}], "more": whether others match as well}.

    403 {"error"} without the permission; a query without letters is answered as none.
    """
    source = SOURCES.get(kind)
    if source is None:
        raise Http404
    if not source.is_open_to(request.user):
        return JsonResponse({"error": NO_PERMISSION}, status=403)
    found = _asked(source, request)
    items = [dict.fromkeys(KEYS, "") | SHOWN[kind](item) for item in found[:MOST]]
    return JsonResponse({"items": items, "more": len(found) > MOST})


def _asked(source, request):
    if ids := request.GET.getlist("id"):
        return source.known(request.user, [int(pk) for pk in ids[:MOST] if PK.fullmatch(pk)])
    query = request.GET.get("q", "").replace("\0", "")[:LONGEST]
    return source.find(request.user, query) if text.fold(query).split() else source.newest(request.user)


def _image(image):
    return {
        "id": image.pk,
        "name": str(image),
        "detail": _joined(image.credit, f"{image.width} × {image.height}", _day(image.created_at)),
        "url": image.url,
        "card": image.card_url,
        **{name: getattr(image, name) for name in ("alt", "caption", "credit", "width", "height")},
    }


def _album(album):
    """With "cards", the small pictures of its first images."""
    cards = [row.image.card_url for row in album.first_images]
    detail = _joined(f"{album.total} ảnh", album.taken_on and f"{album.taken_on:%d/%m/%Y}")
    card = cards[0] if cards else ""
    return {"id": album.pk, "name": album.title, "detail": detail, "card": card, "cards": cards}


def _document(document):
    detail = _joined(document.shown_size, document.issuer)
    return {"id": document.pk, "name": str(document), "detail": detail, "url": f"/tai-lieu/{document.pk}/"}


def _video(video):
    detail = _joined(video.programme and video.programme.title, video.part, _when(video))
    card = video.poster.card_url if video.poster else ""
    return {
        "id": video.pk,
        "name": _title(video),
        "detail": detail,
        "url": _address("videos:video", video),
        "card": card,
    }


def _article(article):
    category = article.category if article.published_at else article.desk_category
    card = article.image.card_url if article.image else ""
    address = _address("news:article", article)
    detail = _joined(category and category.name, _when(article))
    return {"id": article.pk, "name": _title(article), "detail": detail, "url": address, "card": card}


SHOWN = {"anh": _image, "album": _album, "tai-lieu": _document, "video": _video, "bai": _article}


def _title(item):
    return item.title if item.published_at else str(item)


def _address(name, item):
    """Of a draft too: any slug leads to the page once it is published."""
    return path_of(name, item.slug or text.slugify(str(item)), item.pk)


def _when(item):
    return _day(item.published_at) if item.published_at else "bản nháp, bạn đọc chưa thấy"


def _day(moment):
    return f"{timezone.localtime(moment):%d/%m/%Y}"


def _joined(*parts):
    return " · ".join(filter(None, parts))
