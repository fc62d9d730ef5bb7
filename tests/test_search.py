import pytest

from tests.factories import make_article, make_video

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["dân vận khéo", "dan van kheo", "DÂN VẬN", "kheo dan", "da\u0302n va\u0323\u0302n"])
def test_finds_with_or_without_accents(client, query):
    article = make_article(title="Phong trào Dân vận khéo")
    make_article(title="Chuyện khác")
    assert client.get("/tim-kiem/", {"q": query}).context["articles"] == [article]


def test_finds_words_of_the_body_and_videos(client):
    article = make_article(body="<p>Cải cách <strong>thủ tục</strong></p>")
    video = make_video(title="Thủ tục một cửa")
    context = client.get("/tim-kiem/?q=thu+tuc").context
    assert (context["articles"], list(context["videos"])) == ([article], [video])


@pytest.mark.parametrize(
    "query", ["x" * 10_000, "'); DROP TABLE news_article; --", "%", "_", "\0", "😀", "<script>", "…"]
)
def test_hostile_query_is_an_answer(client, query):
    make_article()
    response = client.get("/tim-kiem/", {"q": query})
    assert response.status_code == 200
    assert list(response.context["articles"]) == []
    assert "<script>" not in response.content.decode()


def test_draft_is_not_found(client):
    make_article(title="Kín đáo", is_live=False)
    assert list(client.get("/tim-kiem/?q=kin+dao").context["articles"]) == []
