from govap.html import clean, render


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
