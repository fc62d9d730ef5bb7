"""The paste desk for the editor: what was copied comes in, what the site would keep of it goes back, with a report."""

from dataclasses import asdict
from functools import partial

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from govap import html
from govap.library.images import check_image
from govap.library.models import Image

MAX_SIGNS = 30_000_000  # a paste with its pictures in it


@require_POST
@staff_member_required
def paste(request):
    """POST html (a field, or a file when it is long) or text → {"html", "warnings", "encoding", "converted"}.

    `encoding` is TCVN3, VNI or null; `converted` the same HTML in Unicode letters, to be shown beside it until one
    click takes it. 413 {"error"} when the paste is too long.
    """
    markup, text = _sent(request, "html"), _sent(request, "text")
    if len(markup) + len(text) > MAX_SIGNS:
        return JsonResponse({"error": "Nội dung dán quá dài. Xin dán từng phần."}, status=413)
    pasted = html.tidy_paste(markup, lifting_for(request.user)) if markup else html.paste_text(text)
    return JsonResponse(asdict(pasted))


def lifting_for(user):
    """How pictures of a paste go into the library: by those who may add any; one that is there already is taken."""
    return partial(lift, by=user) if user.has_perm("library.add_image") else html.leave


def lift(content, name, by):
    """The address of the picture in the library, or html.NotLiftedError with the library's own sentence."""
    file = ContentFile(content, name=name)
    try:
        image = Image.objects.twin_of(file) or _stored(file, by)
    except ValidationError as refusal:
        raise html.NotLiftedError(" ".join(refusal.messages)) from refusal
    return image.url


def _stored(file, by):
    check_image(file)
    return Image.objects.create(file=file, title=file.name, uploaded_by=by)


def _sent(request, name):
    if file := request.FILES.get(name):
        return file.read(MAX_SIGNS + 1).decode("utf-8", "replace")
    return request.POST.get(name, "")
