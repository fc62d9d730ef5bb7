import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from govap.library import documents
from govap.library.documents import check_document, kind_of, size_in_words, text_of
from govap.library.models import Document
from tests.factories import make_user
from tests.files import archive, docx, ole, pdf, xlsx


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file(content, name="ke-hoach.bin"):
    return ContentFile(content, name=name)


KINDS = {"pdf": pdf(), "docx": docx("a"), "xlsx": xlsx(), "doc": ole("WordDocument"), "xls": ole("Workbook")}


@pytest.mark.parametrize("kind", KINDS)
def test_kind_is_that_of_the_content(kind):
    assert kind_of(file(KINDS[kind], "sai-duoi.xyz")) == kind
    check_document(file(KINDS[kind], "sai-duoi.xyz"))


def bomb():
    return docx("a", extra={"word/media/bom.bin": bytes(80_000_000)}.items())


BAD = {
    "empty": (b"", "rỗng"),
    "html": (b"<html><script>alert(1)</script>", "không phải"),
    "program": (b"MZ\x90\x00" + bytes(500), "không phải"),
    "plain archive": (archive({"a.txt": "x"}), "không phải"),
    "broken archive": (docx("a")[:200], "không phải"),
    "other OLE": (ole("PowerPoint Document"), "không phải"),
    "script": (pdf(script="app.alert(1)"), "mã tự chạy"),
    "escaped script": (pdf().replace(b"/Pages", b"/J#61vaScript", 1), "mã tự chạy"),
    "cut PDF": (pdf()[:-200], "cắt cụt"),
    "launch": (pdf() + b"\n7 0 obj <</S /Launch /F (cmd.exe)>> endobj\n%%EOF", "mã tự chạy"),
    "zip bomb": (bomb(), "bung ra quá lớn"),
    "many entries": (docx("a", extra=[(f"x{n}", "") for n in range(6000)]), "bung ra quá lớn"),
    "macro": (docx("a", extra=[("word/vbaProject.bin", "x")]), "macro"),
}


@pytest.mark.parametrize("name", BAD)
def test_refused_in_one_sentence_that_names_file_and_reason(name):
    content, reason = BAD[name]
    with pytest.raises(ValidationError) as refusal:
        check_document(file(content, "../hop.pdf"))
    [sentence] = refusal.value.messages
    assert "“hop.pdf”" in sentence
    assert reason in sentence


def test_a_heavy_file_is_refused_unread():
    heavy = file(pdf())
    heavy.size = 100 * 1024 * 1024
    with pytest.raises(ValidationError, match="50 MB"):
        check_document(heavy)


def test_text_of_pdf_and_docx():
    assert text_of(file(pdf()), "pdf") == "Ke hoach so 46-KH/QU"
    words = docx("Kế hoạch số 46-KH/QU", "Người &amp; việc &lt;1&gt;")
    assert text_of(file(words), "docx") == "Kế hoạch số 46-KH/QU\nNgười & việc <1>"
    assert text_of(file(xlsx()), "xlsx") == ""


def test_text_is_bounded(monkeypatch):
    monkeypatch.setattr(documents, "MAX_XML", 1000)
    monkeypatch.setattr(documents, "MAX_TEXT", 300)
    assert len(text_of(file(docx("x" * 5000, *["chữ"] * 5000)), "docx")) <= 300


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4 garbage %%EOF",
        pdf()[:-200] + b"%%EOF",
        b"%PDF-1.4\n" + bytes(range(256)) * 50 + b"%%EOF\n" + bytes(99),
    ],
)
def test_what_cannot_be_read_has_no_text_and_harms_nothing(content):
    check_document(file(content))
    text_of(file(content), "pdf")


def test_an_archive_that_lies_about_its_sizes_is_read_within_bounds():
    content = bytearray(docx("chữ"))
    place = content.rfind(b"PK\x01\x02")
    content[place + 16 : place + 20] = b"\0\0\0\0"  # a wrong checksum
    assert isinstance(text_of(file(bytes(content)), "docx"), str)
    assert zipfile.is_zipfile(file(bytes(content)))


@pytest.mark.parametrize(("size", "words"), [(1, "1 KB"), (900_000, "879 KB"), (1_258_291, "1,2 MB")])
def test_size_in_words(size, words):
    assert size_in_words(size) == words


@pytest.mark.django_db
def test_stored_under_its_content_and_served_as_an_attachment(client):
    client.force_login(make_user("phong-vien"))
    document = Document.objects.create(
        file=file(docx("Kế hoạch"), "Kế hoạch.docx"), title="Kế hoạch", number="46-KH/QU"
    )
    assert document.kind == "docx"
    assert document.text == "Kế hoạch"
    assert document.shown_size == "DOCX, 1 KB"
    assert document.file.name.endswith(f"{document.digest[:32]}.docx")
    response = client.get(document.url)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    response.close()


@pytest.mark.django_db
def test_a_pdf_is_an_attachment_too(client):
    client.force_login(make_user("phong-vien"))
    document = Document.objects.create(file=file(pdf(), "a.pdf"), title="Kế hoạch")
    response = client.get(document.url)
    assert response["Content-Disposition"].startswith("attachment")
    response.close()
