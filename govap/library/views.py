"""What the uploader of the admin asks: begin, add a part, go on after a lost connection. Answers are JSON."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from govap.library import uploads
from govap.library.models import Document, Image, Upload, is_digest

MODELS = {"anh": (Image, "library.add_image"), "tai-lieu": (Document, "library.add_document")}


@require_POST
def begin(request, kind):
    """POST name, size, source → 201 {"key", "received": 0, "part": bytes a part} or 422 {"error"}.

    `source` (SHA-256 of the file, may be left out) finds one that is there already: 200 {"item", "is_new": false}.
    """
    model, said = _model(request, kind), request.POST.get
    if twin := model.objects.with_digest(said("source", "")).first():
        return JsonResponse(_found(request, twin, is_new=False))
    try:
        source = said("source", "") if is_digest(said("source", "")) else ""
        upload = uploads.begin(request.user, said("name", ""), _whole(said("size", "")), model, source)
    except ValidationError as refusal:
        return _refused(refusal)
    return JsonResponse({"key": str(upload.key), "received": 0, "part": uploads.MAX_PART}, status=201)


@require_http_methods(["GET", "PUT", "DELETE"])
def part(request, kind, key):
    """PUT bytes at ?tu=start → {"received"}, at the end {"item"}, 409 at a wrong place; GET → {"received", "size"}."""
    model = _model(request, kind)
    upload = get_object_or_404(Upload, key=key, user_id=request.user.pk)
    if request.method == "GET":
        return JsonResponse({"received": uploads.received(upload), "size": upload.size, "part": uploads.MAX_PART})
    if request.method == "DELETE":
        uploads.forget(upload)
        return JsonResponse({})
    try:
        return _take(request, upload, model)
    except uploads.WrongPlaceError as wrong:
        return JsonResponse({"received": wrong.received}, status=409)
    except ValidationError as refusal:
        return _refused(refusal)


def _take(request, upload, model):
    start = request.GET.get("tu", "")
    have = uploads.append(upload, _whole(start), request.body)
    if have < upload.size:
        return JsonResponse({"received": have})
    item, is_new = uploads.finish(upload, model)
    return JsonResponse({"received": have} | _found(request, item, is_new=is_new))


def told(item):
    """What the page shows of a stored file; of an image also what staff said of it."""
    if not isinstance(item, Image):
        return {"id": item.pk, "name": str(item), "url": item.url, "card": "", "detail": item.shown_size}
    return {
        "id": item.pk,
        "name": str(item),
        "url": item.url,
        "card": item.card_url,
        "detail": f"{item.width} × {item.height}",
        "width": item.width,
        "height": item.height,
        "alt": item.alt,
        "caption": item.caption,
        "credit": item.credit,
        "is_decorative": item.is_decorative,
    }


def _found(request, item, *, is_new):
    """`is_mine` tells whether this person may say what the picture shows, without asking for more rights."""
    return {"item": told(item), "is_new": is_new, "is_mine": item.uploaded_by_id == request.user.pk}


def _model(request, kind):
    model, permission = MODELS[kind]
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return model


def _refused(refusal):
    return JsonResponse({"error": " ".join(refusal.messages)}, status=422)


def _whole(written):
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= 12 else 0
