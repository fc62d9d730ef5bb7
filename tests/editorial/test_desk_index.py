"""Search in admin finds the newest draft, by permission, and costs the writer one row."""

import pytest

from govap.editorial import content as contents
from govap.editorial import desk_index, drafting, workflow
from govap.editorial.roles import APPROVER, EDITOR, REPORTER
from govap.search.models import Waiting
from news.models import Article
from tests.factories import make_category, make_draft, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return make_staff(REPORTER, "lan")


def found(client, user, query):
    desk_index.catch_up()
    client.force_login(user)
    page = client.get("/admin/news/article/", {"q": query})
    return [article.desk_title for article in page.context["cl"].result_list]


def test_drafts_are_found_by_who_may_see_them(client, lan):
    ours, theirs = make_category(), make_category()
    editor, stranger = make_staff(EDITOR), make_staff(EDITOR)
    ours.editors.add(editor)
    theirs.editors.add(stranger)
    make_draft(lan, title="Khai mạc hội thao", body="<p>Sân Ví Dụ đông nghịt.</p>", category=ours.pk)
    for user in (lan, editor, make_staff(APPROVER)):
        assert found(client, user, "hoi thao") == ["Khai mạc hội thao"]
        assert found(client, user, "dong nghit") == ["Khai mạc hội thao"]
    for user in (make_staff(REPORTER), stranger):
        assert found(client, user, "hoi thao") == []


def test_the_newest_text_is_found_and_the_former_no_longer(client, lan):
    item = make_draft(lan, title="Khai mạc")
    desk_index.catch_up()
    item = Article.objects.select_related("head").get()
    drafting.save(item, lan, contents.of(item) | {"title": "Bế mạc", "tags": ["Thể thao"]})
    assert found(client, lan, "khai mac") == []
    assert found(client, lan, "bế mạc") == found(client, lan, "thể thao") == ["Bế mạc"]


def test_a_draft_of_a_live_article_is_not_found_by_citizens(client, lan):
    item = make_draft(lan, title="Bản đầu")
    workflow.submit(item, lan)
    workflow.publish(item, make_staff(APPROVER))
    item = Article.objects.select_related("head").get()
    drafting.save(item, lan, contents.of(item) | {"title": "Bản sau kín"})
    assert found(client, lan, "sau kin") == ["Bản sau kín"]
    client.logout()
    assert "Bản sau kín" not in client.get("/tim-kiem/?q=sau+kin").content.decode()
    assert "Bản đầu" in client.get("/tim-kiem/?q=ban+dau").content.decode()


def test_published_tags_are_found_at_once(client, lan):
    item = make_draft(lan, title="Bài", tags=["Đua ghe"])
    workflow.submit(item, lan)
    workflow.publish(item, make_staff(APPROVER))
    assert "/tin-tuc/bai-" in client.get("/tim-kiem/?q=dua+ghe").content.decode()


def test_an_assigned_draft_is_found_by_the_new_writer(client, lan):
    other = make_staff(REPORTER)
    item = make_draft(lan, title="Chuyển tay")
    drafting.assign(item, make_staff(APPROVER), other)
    assert found(client, other, "chuyen tay") == ["Chuyển tay"]
    assert found(client, lan, "chuyen tay") == []


def test_many_saves_wait_as_one_row(lan):
    item = make_draft(lan)
    for n in range(3):
        item = Article.objects.select_related("head").get()
        drafting.save(item, lan, contents.of(item) | {"title": f"Lần {n}"})
    assert Waiting.objects.count() == 1
    assert (desk_index.catch_up(), desk_index.catch_up()) == (1, 0)


def test_what_is_gone_holds_nobody_up(lan):
    Waiting.note("article", 10**9)
    make_draft(lan)
    assert desk_index.catch_up() == 2
    assert not Waiting.objects.exists()
