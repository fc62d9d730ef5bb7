"""Two people, or two tabs of one, on one article: what does not collide is merged, what does is put to the person."""

import json

import pytest

from govap.editorial import content as contents
from govap.editorial import drafting, workflow
from govap.editorial.models import Revision
from govap.editorial.roles import APPROVER, REPORTER
from govap.library.models import Album
from news.models import Article
from tests.factories import make_draft, make_staff

pytestmark = pytest.mark.django_db
BODY = "<p>Một.</p><p>Hai.</p><p>Ba.</p>"


@pytest.fixture
def lan(client):
    user = make_staff(REPORTER, "lan")
    client.force_login(user)
    return user


@pytest.fixture
def item(lan):
    return make_draft(lan, title="Tiếp công dân", body=BODY, tags=["Một", "Hai"])


def opened(client, item):
    """What a browser would send of a form opened now."""
    form = client.get(f"/admin/news/article/{item.pk}/change/").context["adminform"].form
    content = json.loads(form.initial["base_content"])
    return {
        "title": content["title"],
        "body": content["body"],
        "category": content["category"],
        "tags": ", ".join(content["tags"]),
        "base": form.initial["base"],
        "base_content": form.initial["base_content"],
    }


def other_saves(item, **over):
    other = make_staff(APPROVER, "hai")
    fresh = Article.objects.select_related("head").get(pk=item.pk)
    drafting.save(fresh, other, contents.of(fresh) | over)


def head():
    return Article.objects.select_related("head").get().head


def save(client, item, form, **over):
    return client.post(f"/admin/news/article/{item.pk}/change/", form | over)


def test_changes_of_different_paragraphs_are_merged(client, item):
    form = opened(client, item)
    other_saves(item, body=BODY.replace("Hai.", "Hai, đã sửa."), tags=["Hai", "Ba"])
    response = save(client, item, form, body=BODY.replace("Ba.", "Ba của tôi."), tags="Một, Hai, Bốn")
    assert response.status_code == 302
    assert head().content["body"] == "<p>Một.</p><p>Hai, đã sửa.</p><p>Ba của tôi.</p>"
    assert set(head().content["tags"]) == {"Hai", "Ba", "Bốn"}


def test_the_same_paragraph_is_put_to_the_person_and_nothing_is_lost(client, item):
    form = opened(client, item)
    other_saves(item, body=BODY.replace("Hai.", "Hai của người kia."))
    mine = form | {"body": BODY.replace("Hai.", "Hai của tôi.")}
    page = save(client, item, mine).content.decode()
    assert "hai đã lưu một bản khác" in page
    assert "Hai của tôi." in page
    assert "Hai của người kia." in page
    assert head().content["body"] == BODY.replace("Hai.", "Hai của người kia.")


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("mine", "<p>Hai của tôi.</p>"),
        ("theirs", "<p>Hai của người kia.</p>"),
        ("both", "<p>Hai của tôi.</p><p>Hai của người kia.</p>"),
    ],
)
def test_a_choice_settles_it(client, item, choice, kept):
    form = opened(client, item)
    other_saves(item, body=BODY.replace("Hai.", "Hai của người kia."))
    mine = form | {"body": BODY.replace("Hai.", "Hai của tôi.")}
    [conflict] = save(client, item, mine).context["adminform"].form.conflicts
    assert save(client, item, mine, **{f"choice-{conflict.key}": choice}).status_code == 302
    assert head().content["body"] == f"<p>Một.</p>{kept}<p>Ba.</p>"
    assert Revision.objects.count() == 3


def test_a_third_save_in_between_is_asked_about_again(client, item):
    form = opened(client, item)
    other_saves(item, body=BODY.replace("Hai.", "Hai của người kia."))
    mine = form | {"body": BODY.replace("Hai.", "Hai của tôi.")}
    [conflict] = save(client, item, mine).context["adminform"].form.conflicts
    fresh = Article.objects.select_related("head").get()
    drafting.save(fresh, make_staff(APPROVER), contents.of(fresh) | {"body": BODY.replace("Hai.", "Hai lần nữa.")})
    response = save(client, item, mine, **{f"choice-{conflict.key}": "mine"})
    assert response.status_code == 200
    assert "Hai lần nữa." in response.content.decode()


def test_both_of_one_value_is_mine(client, item):
    form = opened(client, item)
    other_saves(item, expires_at="2037-04-12T09:10:00+00:00")
    choices = {"choice-expires_at": "both"}
    assert save(client, item, form, expires_at="13/04/2037 16:10", **choices).status_code == 302
    assert head().content["expires_at"] == "2037-04-13T09:10:00+00:00"


def test_autosave_merges_and_says_so(client, item):
    form = opened(client, item)
    other_saves(item, title="Tiêu đề của người kia")
    answer = client.post(f"/admin/news/article/{item.pk}/tu-luu/", form | {"body": BODY + "<p>Bốn.</p>"}).json()
    assert answer["merged"] is True
    assert (answer["content"]["title"], answer["content"]["body"]) == ("Tiêu đề của người kia", BODY + "<p>Bốn.</p>")
    assert answer["token"] == head().token


def test_autosave_that_collides_changes_nothing(client, item):
    form = opened(client, item)
    other_saves(item, title="Của người kia")
    response = client.post(f"/admin/news/article/{item.pk}/tu-luu/", form | {"title": "Của tôi"})
    assert response.status_code == 409
    assert "xin bấm Lưu bản nháp" in response.json()["why"]
    assert head().title == "Của người kia"


def test_autosave_keeps_what_it_can_of_a_form_with_a_mistake(client, item):
    form = opened(client, item) | {"expires_at": "mai", "summary": "Tóm tắt mới"}
    answer = client.post(f"/admin/news/article/{item.pk}/tu-luu/", form).json()
    assert "Không đọc được ngày giờ" in answer["errors"]["expires_at"]
    assert head().content["summary"] == "Tóm tắt mới"


def test_autosave_of_something_new_makes_it_once(client, lan):
    answer = client.post("/admin/news/article/tu-luu/", {"title": "Bài mới", "body": "<p>Chữ.</p>"}).json()
    again = client.post(answer["autosave"], {"title": "Bài mới nữa", "base": answer["token"]}).json()
    assert Article.objects.get().desk_title == "Bài mới nữa"
    assert answer["token"] != again["token"]


@pytest.mark.parametrize(
    "over", [{"base": "x" * 5000, "base_content": ""}, {"base": "9.9", "base_content": "{"}, {"base_content": "[1]"}]
)
def test_crafted_bases_are_no_error_and_overwrite_nothing(client, item, over):
    other_saves(item, title="Của người kia")
    form = opened(client, item) | {"base": "1.1", "title": "Của tôi"} | over
    assert client.post(f"/admin/news/article/{item.pk}/tu-luu/", form).status_code == 409
    assert head().title == "Của người kia"


def test_a_draft_sent_away_in_the_meantime_is_not_written(client, item, lan):
    form = opened(client, item)
    workflow.submit(item, lan)
    assert client.post(f"/admin/news/article/{item.pk}/tu-luu/", form | {"title": "Muộn"}).status_code == 403
    assert head().title == "Tiếp công dân"


def test_albums_that_collide_are_told_apart_by_name(client, item):
    mine, theirs = Album.objects.create(title="Ngày hội"), Album.objects.create(title="Hội thi")
    form = opened(client, item)
    other_saves(item, body=BODY.replace("<p>Hai.</p>", f'<figure data-album="{theirs.pk}"></figure>'))
    body = BODY.replace("<p>Hai.</p>", f'<figure data-album="{mine.pk}"></figure>')
    page = save(client, item, form, body=body).content.decode()
    assert "[Album: Ngày hội]" in page
    assert "[Album: Hội thi]" in page
