"""What a body holds beyond plain markup, in the editor: it comes out as it went in."""

import pytest

from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "/admin/news/article/add/"

IMAGE = '<img src="/media/anh/2017/04/a.jpg" alt="Người dân nộp hồ sơ" width="1200" height="800">'
UNCHANGED = {
    "picture": f"<figure>{IMAGE}</figure>",
    "picture with caption": f"<figure>{IMAGE}<figcaption>Quầy một cửa. Ảnh: <em>Văn phòng</em></figcaption></figure>",
    "picture without words": '<figure><img src="/media/anh/a.jpg" alt=""></figure>',
    "album": '<figure data-album="3"></figure>',
    "album with caption": '<figure data-album="3"><figcaption>Ngày <strong>hội</strong></figcaption></figure>',
    "video": '<p>Trước.</p><figure data-video="42"></figure><p>Sau.</p>',
}


# What is not written as we write it keeps its words.
OTHERWISE = {
    "bare picture": (f"<p>a{IMAGE}b</p>", f"<p>a</p><figure>{IMAGE}</figure><p>b</p>"),
    "figure of a table": (
        "<figure><table><tbody><tr><td>ô</td></tr></tbody></table><figcaption>Bảng 1</figcaption></figure>",
        "<table><tbody><tr><td><p>ô</p></td></tr></tbody></table><p>Bảng 1</p>",
    ),
    "figure of words": ("<figure><p>Một</p>hai<figcaption>ba</figcaption></figure>", "<p>Một</p><p>hai</p><p>ba</p>"),
    "two pictures": (f"<figure>{IMAGE}{IMAGE}</figure>", f"<figure>{IMAGE}</figure>" * 2),
    "caption in paragraphs": (
        f"<figure>{IMAGE}<figcaption><p>Một</p><p>hai</p></figcaption></figure>",
        f"<figure>{IMAGE}<figcaption>Một<br>hai</figcaption></figure>",
    ),
    "words around a caption": (
        '<figure data-album="3">Một<figcaption>hai</figcaption><p>ba</p></figure>',
        '<figure data-album="3"><figcaption>Một<br>hai<br>ba</figcaption></figure>',
    ),
    "no number": ('<figure data-album="x"><figcaption>Một</figcaption></figure>', "<p>Một</p>"),
}


@pytest.fixture
def writer(page, sign_in, live_server):
    make_user("phong-vien")
    page.goto(f"{live_server.url}/admin/login/")
    sign_in(page, "phong-vien")
    page.goto(live_server.url + FORM)
    page.locator(".ProseMirror[contenteditable=true]").wait_for()
    return page


def through_the_editor(page, html):
    """The HTML that the editor writes for this HTML."""
    return page.evaluate(
        """(html) => {
          const { editor } = document.querySelector(".ProseMirror[contenteditable=true]");
          editor.commands.setContent(html);
          return editor.getHTML();
        }""",
        html,
    )


@pytest.mark.parametrize("html", UNCHANGED.values(), ids=UNCHANGED)
def test_comes_out_as_it_went_in(writer, html):
    assert through_the_editor(writer, html) == html


@pytest.mark.parametrize(("html", "written"), OTHERWISE.values(), ids=OTHERWISE)
def test_no_word_is_lost(writer, html, written):
    assert through_the_editor(writer, html) == written
