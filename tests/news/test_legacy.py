import pytest

from news.legacy import legacy_key
from tests.factories import make_article


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/chuyende/lists/posts/post.aspx", {"ItemID": "651"}),
        ("/ChuyenDe/Lists/Posts/ViewPost.aspx", {"ID": "651"}),
        ("/chuyende/default.aspx", {"Source": "", "Category": "", "ItemID": "651", "Mode": "1"}),
    ],
)
def test_all_forms_of_an_address_are_one_key(path, query):
    assert legacy_key(path, query) == "chuyende/651"


@pytest.mark.parametrize("query", [{}, {"ItemID": "x"}, {"ItemID": "9" * 40}, {"ItemID": "-1"}])
def test_no_item_is_no_key(query):
    assert legacy_key("/chuyende/default.aspx", query) is None


@pytest.mark.django_db
def test_old_address_redirects_for_ever(client):
    article = make_article(legacy_key="chuyende/651")
    response = client.get("/ChuyenDe/default.aspx?Source=&ItemID=651&Mode=1")
    assert response.status_code == 301
    assert response["Location"] == article.get_absolute_url()
    assert client.get("/chuyende/default.aspx?ItemID=652").status_code == 404
    assert client.get("/chuyende/default.aspx").status_code == 404
