import pytest

from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db


def test_parent_shows_its_childrens_articles_too(client):
    parent = make_category(name="Kinh tế")
    child = make_category(name="Doanh nghiệp", parent=parent)
    article = make_article(category=child)
    assert [teaser.pk for teaser in client.get("/chuyen-muc/kinh-te/").context["articles"]] == [article.pk]
    assert [teaser.pk for teaser in client.get("/chuyen-muc/doanh-nghiep/").context["articles"]] == [article.pk]


def test_moving_a_category_moves_its_articles(client):
    child = make_category(name="Doanh nghiệp")
    article = make_article(category=child)
    child.parent = make_category(name="Kinh tế")
    child.save()
    assert [teaser.pk for teaser in client.get("/chuyen-muc/kinh-te/").context["articles"]] == [article.pk]


def test_unknown_category_is_not_found(client):
    assert client.get("/chuyen-muc/khong-co/").status_code == 404


def test_continues_to_the_last_article(client):
    category = make_category(name="Dài")
    made = {make_article(category=category).pk for _ in range(45)}
    seen, address = set(), "/chuyen-muc/dai/"
    while address:
        context = client.get(address).context
        seen |= {article.pk for article in context["articles"]}
        address = context["next_url"] and "/chuyen-muc/dai/" + context["next_url"]
    assert seen == made


def test_card_follows_every_change_it_shows(client):
    article = make_article(title="Tên cũ", category=make_category(name="Mục một"))
    assert "Tên cũ" in client.get("/tin-tuc/").content.decode()
    article.title = "Tên mới"
    article.save()
    article.category.name = "Mục đã đổi"
    article.category.save()
    html = client.get("/tin-tuc/").content.decode()
    assert "Tên cũ" not in html
    assert html.count("Tên mới") == 1
    assert html.count("Mục một") == 0
