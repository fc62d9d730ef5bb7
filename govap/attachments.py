"""The file of a document under its own name, for whoever may read something that leads to it."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from govap import text
from govap.bodies import SHARED
from govap.delivery import media
from govap.delivery.headers import unlisted
from govap.delivery.media import DOCUMENTS as FOLDER
from govap.editorial import sharing, uses
from govap.library.models import Document
from govap.library.uses import DOCUMENT

TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MAX_NAME = 120
MOST_TWINS = 5  # records of one and the same file that are asked for


@require_safe
def document(request, pk):
    """To citizens only what a page of theirs leads to; else its number would give away what nobody published yet."""
    return _handed_out(request, [get_object_or_404(Document.objects.defer("text"), pk=pk)])


@require_safe
def stored(request, name):
    """The same by the address of the file itself, which is still known when what led to it has been withdrawn."""
    return _handed_out(request, Document.objects.stored_as(f"{FOLDER}/{name}").defer("text")[:MOST_TWINS])


def _handed_out(request, documents):
    for found in documents:
        is_public = uses.is_public(DOCUMENT, found.pk)
        if is_public or _may_see(request, found.pk):
            # Asked anew each time, for it may be withdrawn; who has it already is told so in a few bytes.
            headers = {"Content-Type": TYPES[found.kind], "Cache-Control": "public, no-cache"}
            response = media.attachment(request, found.file.path, file_names(found), headers)
            return response if is_public else unlisted(response)
    raise Http404("Không có tài liệu này.")


def _may_see(request, pk):
    """Staff, and who was sent a link to a draft that leads to it."""
    if request.user.has_perm("library.view_document"):
        return True
    return sharing.shows(request.GET.get(SHARED, "").replace("\0", ""), DOCUMENT, pk)


def file_names(document):
    """("46-kh-qu-ke-hoach.pdf", "46-KH-QU Kế hoạch.pdf"): what a person finds again among his downloads."""
    words = " ".join(f"{document.number} {document.title}".replace("/", "-").split())
    said = "".join(sign for sign in words if sign.isalnum() or sign in " -_.,()")[:MAX_NAME].strip(" .-")
    names = text.slugify(said)[:MAX_NAME], said
    return tuple(f"{name or 'tai-lieu'}.{document.kind}" for name in names)
