from govap.html import Sizes, clean, pictures_of, render
from govap.library import renditions
from govap.library.models import Image
from govap.templatetags.vi import render_html
from tests.pictures import upload


def test_numbers_of_documents_are_marked_in_the_text_only():
    html = '<p title="46-KH/QU">Kế hoạch số 46-KH/QU và <a href="/tim-kiem/?q=46-KH/QU">05- CT/TW</a> ngày 24/7</p>'
    assert render(html) == (
        '<p>Kế hoạch số <data class="document-number" value="46-KH/QU">46-KH/QU</data> và '
        '<a href="/tim-kiem/?q=46-KH/QU"><data class="document-number" value="05-CT/TW">05- CT/TW</data></a>'
        " ngày 24/7</p>"
    )


def test_the_mark_is_not_stored():
    shown = render("<p>Nghị định 42/2022/NĐ-CP</p>")
    assert clean(shown) == "<p>Nghị định 42/2022/NĐ-CP</p>"


def test_a_number_cannot_bring_markup():
    assert "<script" not in render("<p>46-KH/QU&lt;script&gt;</p>")


SIZES = Sizes("/media/a-320.webp 320w", "/media/a-nho.jpg 480w, /media/a.jpg 1920w", 1920, 1080, "100vw")


def test_a_picture_is_offered_in_its_sizes_and_measured():
    html = '<figure><img src="/media/a.jpg" alt="x" width="9" height="9"></figure>'
    assert pictures_of(html) == ["/media/a.jpg"]
    assert render(html, {"/media/a.jpg": SIZES}) == (
        '<figure><picture><source type="image/webp" srcset="/media/a-320.webp 320w" sizes="100vw">'
        '<img src="/media/a.jpg" alt="x" srcset="/media/a-nho.jpg 480w, /media/a.jpg 1920w" sizes="100vw"'
        ' width="1920" height="1080" loading="lazy" decoding="async"></picture></figure>'
    )


def test_a_picture_without_renditions_is_measured_and_an_unknown_one_left():
    html = '<img src="/media/a.jpg" alt="&quot;>">'
    assert render(html, {"/media/a.jpg": SIZES._replace(webp="", jpeg="")}) == (
        '<img src="/media/a.jpg" alt="&quot;&gt;" width="1920" height="1080" loading="lazy" decoding="async">'
    )
    assert "loading" in render(html)


def test_renditions_that_appear_later_are_shown():
    html = '<img src="/media/a.jpg" alt="">'
    assert "webp" not in render(html, {})
    assert "webp" in render(html, {"/media/a.jpg": SIZES})


def test_the_filter_asks_once_for_all_pictures_and_not_without_any(db, settings, tmp_path, django_assert_num_queries):
    settings.MEDIA_ROOT = tmp_path
    images = [Image.objects.create(file=upload(size=(700 + n, 400))) for n in range(3)]
    renditions.work()
    body = "".join(f'<figure><img src="{image.url}" alt="a"></figure>' for image in images)
    with django_assert_num_queries(1):
        page = render_html(body)
    assert page.count('type="image/webp"') == 3
    assert 'width="700" height="400"' in page
    with django_assert_num_queries(0):
        assert render_html("<p>a</p>") == "<p>a</p>"
