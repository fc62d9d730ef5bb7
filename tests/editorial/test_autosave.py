"""What the form's script sends: drafts made and kept while somebody writes."""

import json

import pytest

from govap.editorial import drafting, workflow
from govap.editorial.models import Revision
from govap.editorial.roles import APPROVER, REPORTER
from news.models import Article
from tests.factories import make_draft, make_staff

pytestmark = pytest.mark.django_db
BODY = "<p>Một.</p><p>Hai.</p>"


@pytest.fixture
def lan():
    return make_staff(REPORTER, "lan")


@pytest.fixture
def duyet():
    return make_staff(APPROVER, "duyet")


@pytest.fixture
def desk(client, lan):
    client.force_login(lan)
    return client


def sent(item, **over):
    content = item.head.content
    base = {"base": item.token, "base_content": json.dumps(content)}
    return base | {"title": content["title"], "body": content["body"], "category": content["category"]} | over


def test_first_save_makes_the_draft_once_even_if_its_answer_is_lost(desk):
    first = desk.post("/admin/news/article/tu-luu/", {"title": "Bài mới", "form_id": "a1"}).json()
    again = desk.post("/admin/news/article/tu-luu/", {"title": "Bài mới hơn", "form_id": "a1"}).json()
    assert again["address"] == first["address"]
    assert Article.objects.get().desk_title == "Bài mới hơn"
    desk.post("/admin/news/article/tu-luu/", {"title": "Bài khác", "form_id": "a2"})
    assert Article.objects.count() == 2


def test_a_lost_answer_never_overwrites_what_another_wrote_since(desk, duyet):
    desk.post("/admin/news/article/tu-luu/", {"title": "Bài mới", "form_id": "a1"})
    item = Article.objects.get()
    drafting.save(item, duyet, {**item.head.content, "title": "Của người duyệt"})
    desk.post("/admin/news/article/tu-luu/", {"title": "Bài mới", "form_id": "a1"})
    assert Article.objects.get(pk=item.pk).desk_title == "Của người duyệt"


def test_answer_to_a_merge_tells_what_was_sent_apart_from_what_came_of_it(desk, lan, duyet):
    item = make_draft(lan, body=BODY)
    data = sent(item, body=BODY.replace("Một", "Một của Lan"))
    drafting.save(item, duyet, {**item.head.content, "body": BODY.replace("Hai", "Hai của người duyệt")})
    answer = desk.post(f"/admin/news/article/{item.pk}/tu-luu/", data).json()
    assert answer["merged"] is True
    assert answer["mine"]["body"] == "<p>Một của Lan.</p><p>Hai.</p>"
    assert answer["content"]["body"] == "<p>Một của Lan.</p><p>Hai của người duyệt.</p>"


def test_writing_on_a_submitted_text_does_not_flood_its_history(client, lan, duyet):
    item = make_draft(lan, body=BODY)
    workflow.submit(item, lan)
    client.force_login(duyet)
    for number in range(3):
        item = Article.objects.select_related("head").get(pk=item.pk)
        client.post(f"/admin/news/article/{item.pk}/tu-luu/", sent(item, title=f"Tựa {number}"))
    assert Revision.objects.of(item).newest().first().content["title"] == "Tựa 2"
    assert Revision.objects.of(item).count() == 2  # what was submitted, and what became of it


def test_saving_by_the_button_tells_the_browser_that_its_own_copy_is_done_with(desk, lan):
    item = make_draft(lan, body=BODY)
    desk.post(f"/admin/news/article/{item.pk}/change/", sent(item, title="Tựa", form_id="a1"))
    assert 'data-done="a1"' in desk.get(f"/admin/news/article/{item.pk}/change/").content.decode()
    assert 'data-done=""' in desk.get(f"/admin/news/article/{item.pk}/change/").content.decode()


def test_presence_says_who_saved_last(desk, lan, duyet):
    item = make_draft(lan, body=BODY)
    answer = desk.post(f"/admin/news/article/{item.pk}/co-mat/", {"tab": "t"}).json()
    assert answer["by"] == {"name": lan.get_full_name(), "is_me": True}
    drafting.save(item, duyet, {**item.head.content, "title": "Khác"})
    answer = desk.post(f"/admin/news/article/{item.pk}/co-mat/", {"tab": "t"}).json()
    assert answer["by"]["is_me"] is False
    assert answer["token"] == "2.1"
