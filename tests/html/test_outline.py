"""Headings get addresses that stay, and a contents list can be made of what is drawn."""

from hypothesis import given
from hypothesis import strategies as st

from govap.html import Heading, outline, render


def test_headings_get_addresses_of_their_words():
    page = render("<h2>Điều kiện &amp; hồ sơ</h2><p>a</p><h3>Hồ sơ <em>giấy</em></h3>")
    assert '<h2 id="muc-dieu-kien-ho-so">Điều kiện &amp; hồ sơ</h2>' in page
    assert outline(page) == [
        Heading(2, "muc-dieu-kien-ho-so", "Điều kiện & hồ sơ"),
        Heading(3, "muc-ho-so-giay", "Hồ sơ giấy"),
    ]


def test_the_same_words_get_a_number():
    found = outline(render("<h2>Kết quả</h2><h2>Kết quả 2</h2><h2>Kết quả</h2><h2>Kết quả</h2>"))
    assert [heading.address for heading in found] == ["muc-ket-qua", "muc-ket-qua-2", "muc-ket-qua-3", "muc-ket-qua-4"]


def test_a_footnote_is_no_part_of_the_title():
    page = render("<h2>Mức thu<small>Theo nghị quyết</small></h2>")
    assert 'id="cho-chu-thich-1"' in page
    assert outline(page)[0] == Heading(2, "muc-muc-thu", "Mức thu")


def test_a_heading_that_says_nothing_is_none():
    assert render("<h2> <br></h2>") == "<br>"
    assert outline(render("<h2></h2><p>a</p>")) == []


@given(st.lists(st.tuples(st.sampled_from(["h2", "h3"]), st.text(max_size=300)), max_size=30))
def test_every_heading_has_an_address_of_its_own(found):
    written = "".join(f"<{tag}>{words.replace('<', '').replace('&', '')}</{tag}>" for tag, words in found)
    addresses = [heading.address for heading in outline(render(written))]
    assert len(addresses) == len(set(addresses))
    assert all(address.startswith("muc-") and address.isascii() for address in addresses)
