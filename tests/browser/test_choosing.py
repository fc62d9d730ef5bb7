"""The editor's dialogs: chosen by keyboard, put where the caret stands, readable by a screen reader."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from PIL import Image as Picture
from playwright.sync_api import expect

from govap.library.models import Album, Document, Image
from tests.browser.test_public_pages import RULES
from tests.factories import make_article, make_user, make_video
from tests.files import pdf

pytestmark = pytest.mark.django_db(transaction=True)
DIALOGS = ("picture", "album", "video", "document", "link", "footnote", "help", "html")


def jpeg(color):
    out = io.BytesIO()
    Picture.new("RGB", (600, 400), color).save(out, "JPEG")
    return ContentFile(out.getvalue(), name="anh.jpg")


@pytest.fixture
def library(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    words = {"caption": "Quầy một cửa", "credit": "Văn phòng", "alt": "Người dân nộp hồ sơ"}
    old = Image.objects.create(file=jpeg("teal"), title="Quầy một cửa", **words)
    Image.objects.create(file=jpeg("navy"), title="Sân vận động", alt="Sân cỏ")
    album = Album.objects.create(title="Ngày hội đại đoàn kết")
    album.images.add(old)
    document = Document.objects.create(file=ContentFile(pdf(), name="a.pdf"), title="Tiếp công dân", number="46-KH/QU")
    return {"picture": old, "album": album, "document": document}


@pytest.fixture
def writer(page, sign_in, live_server, library):
    make_user("phong-vien")
    page.goto(f"{live_server.url}/admin/login/")
    sign_in(page, "phong-vien")
    page.goto(f"{live_server.url}/admin/news/article/add/")
    page.locator(".ProseMirror[contenteditable=true]").click()
    page.keyboard.type("Đoạn đầu.")
    return page


def press(page, name):
    page.locator(f".prose-menubar [data-name='{name}']").press("Enter")
    expect(page.locator("dialog[open]")).to_be_visible()


def body(page):
    return page.evaluate("document.querySelector('.ProseMirror[contenteditable=true]').editor.getHTML()")


def expect_body(page, words):
    page.wait_for_function(
        "(words) => document.querySelector('.ProseMirror[contenteditable=true]').editor.getHTML().includes(words)",
        arg=words,
    )


def go_on(page, words):
    """Types where a dialog led back to, which takes a frame."""
    page.wait_for_function("document.activeElement.matches('.ProseMirror[contenteditable=true]')")
    page.wait_for_timeout(50)
    page.keyboard.type(words)


def choose(page, name, typed, found):
    press(page, name)
    page.keyboard.type(typed)
    expect(page.locator("dialog[open] [role=option]")).to_have_count(1)
    expect(page.locator("dialog[open] [role=option]")).to_contain_text(found)
    page.keyboard.press("Enter")


def test_a_picture_comes_with_its_caption_and_credit(writer, library):
    choose(writer, "picture", "quay mot cua", "Quầy một cửa")
    expect(writer.locator("dialog[open] [name=credit]")).to_have_value("Văn phòng")
    writer.locator("dialog[open] [name=caption]").fill("Quầy mới")
    writer.keyboard.press("Enter")
    image = library["picture"]
    expect_body(writer, "<figcaption>Quầy mới. Ảnh: Văn phòng</figcaption>")
    assert f'<figure><img src="{image.url}" alt="Người dân nộp hồ sơ" width="600" height="400">' in body(writer)
    assert body(writer).startswith("<p>Đoạn đầu.</p>")


def test_an_album_a_video_and_a_document_are_found_without_accents(writer, library):
    video = make_video(title="Kỹ năng thoát nạn")
    choose(writer, "album", "dai doan ket", "Ngày hội đại đoàn kết")
    expect_body(writer, f'<figure data-album="{library["album"].pk}">')
    choose(writer, "video", "thoat nan", "Kỹ năng thoát nạn")
    expect_body(writer, f'<figure data-video="{video.pk}">')
    writer.locator(".ProseMirror[contenteditable=true] > p").last.click()
    choose(writer, "document", "46-kh", "46-KH/QU")
    document = library["document"].pk
    expect_body(writer, f'<a data-document="{document}" href="/tai-lieu/{document}/">')
    expect(writer.locator(".ProseMirror[contenteditable=true]")).to_contain_text("Ngày hội đại đoàn kết")


def test_words_become_a_link_to_an_own_article(writer):
    article = make_article(title="Thông xe cầu vượt")
    writer.keyboard.press("Control+a")
    choose(writer, "link", "cau vuot", "Thông xe cầu vượt")
    expect_body(writer, f'<p><a href="{article.get_absolute_url()}">Đoạn đầu.</a></p>')


def test_a_note_stands_at_its_place(writer):
    writer.keyboard.press("Control+Alt+f")
    writer.locator("dialog[open] [contenteditable=true], dialog[open] textarea").first.click()
    writer.keyboard.type("Theo Kế hoạch số 46.")
    writer.get_by_role("button", name="Chèn chú thích").press("Enter")
    expect_body(writer, "<p>Đoạn đầu.<small>Theo Kế hoạch số 46.</small></p>")


def test_one_goes_on_below_what_was_put_in(writer, library):
    choose(writer, "picture", "quay mot cua", "Quầy một cửa")
    writer.keyboard.press("Enter")
    expect_body(writer, "<figure><img")
    go_on(writer, "Sau ảnh.")
    choose(writer, "album", "dai doan ket", "Ngày hội đại đoàn kết")
    expect_body(writer, "data-album")
    go_on(writer, "Sau album.")
    assert "Ảnh: Văn phòng</figcaption></figure><p>Sau ảnh.</p>" in body(writer)
    assert body(writer).endswith(f'<figure data-album="{library["album"].pk}"></figure><p>Sau album.</p>')


def test_a_picture_put_between_paragraphs_adds_none(writer):
    writer.keyboard.press("Enter")
    writer.keyboard.type("Đoạn hai.")
    writer.evaluate("document.querySelector('.ProseMirror[contenteditable=true]').editor.commands.setTextSelection(3)")
    choose(writer, "album", "dai doan ket", "Ngày hội đại đoàn kết")
    expect_body(writer, "data-album")
    go_on(writer, "Đây: ")
    assert body(writer).endswith("</figure><p>Đây: Đoạn hai.</p>")


def test_a_table_is_left_by_the_arrow_and_by_the_end_of_the_text(writer):
    press(writer, "table")
    writer.keyboard.press("Enter")
    expect_body(writer, "<table")
    go_on(writer, "Ngày")
    writer.keyboard.press("Control+End")
    writer.keyboard.type("Sau bảng.")
    assert body(writer).endswith("</table><p>Sau bảng.</p>")


def test_a_table_at_the_end_of_a_pasted_text_is_left_by_the_arrow(writer):
    table = "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>"
    writer.evaluate(
        """(html) => {
          const { editor } = document.querySelector(".ProseMirror[contenteditable=true]");
          editor.chain().setContent(html).focus("end").run();
        }""",
        table,
    )
    writer.keyboard.press("ArrowUp")
    writer.keyboard.press("ArrowDown")
    assert body(writer) == table, "from a row above it goes to the next one"
    writer.keyboard.press("ArrowDown")
    writer.keyboard.type("Sau bảng.")
    assert body(writer) == f"{table}<p>Sau bảng.</p>"


@pytest.mark.parametrize("width", [768, 1280])
def test_the_form_fits_with_an_album_in_it(writer, width):
    writer.set_viewport_size({"width": width, "height": 900})
    choose(writer, "album", "dai doan ket", "Ngày hội đại đoàn kết")
    expect(writer.locator(".figure-pictures img")).to_have_count(1)
    writer.evaluate(
        "for (const img of document.querySelectorAll('.figure-pictures img')) "
        "for (let n = 0; n < 8; n += 1) img.after(img.cloneNode())"
    )
    assert (
        writer.evaluate(
            "[...document.querySelectorAll('#content-main *')]"
            ".filter((one) => one.getBoundingClientRect().right > innerWidth)"
            ".map((one) => one.className)"
        )
        == []
    )


@pytest.mark.parametrize("name", DIALOGS)
def test_dialog_is_accessible_and_escape_leads_back_to_the_text(writer, name):
    writer.set_viewport_size({"width": 390, "height": 800})
    press(writer, name)
    expect(writer.locator("dialog[open] .chooser-status", has_text="Đang tìm…")).to_have_count(0)
    violations = Axe().run(writer, options=RULES).response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]
    box = writer.locator("dialog[open]").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    writer.keyboard.press("Escape")
    expect(writer.locator("dialog[open]")).to_have_count(0)
    writer.keyboard.type(" Viết tiếp.")
    assert "<p>Đoạn đầu. Viết tiếp.</p>" in body(writer)
