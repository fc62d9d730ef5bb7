"""Ways around the rules that a reviewer found; each stays closed."""

import pytest

from govap.editorial import content as contents
from govap.editorial import drafting, sharing, workflow
from govap.editorial.models import Revision, ShareLink
from govap.editorial.refusal import Refused
from govap.editorial.roles import APPROVER, EDITOR, MANAGER, REPORTER
from govap.editorial.rules import can
from news.models import Article, Category
from tests.factories import make_article, make_category, make_draft, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return make_staff(REPORTER, "lan")


@pytest.fixture
def duyet(client):
    user = make_staff(APPROVER, "duyet")
    make_staff(APPROVER, "hai")
    client.force_login(user)
    return user


def fresh():
    return Article.objects.select_related("head").get()


def change(by, **over):
    return drafting.save(fresh(), by, contents.of(fresh()) | over)


def test_a_text_merged_while_saving_is_read_before_it_is_published(client, duyet, lan):
    item = make_draft(lan, title="Bài", body="<p>Một.</p>")
    workflow.submit(item, lan)
    form = client.get(f"/admin/news/article/{item.pk}/change/").context["adminform"].form.initial
    editor = make_staff(EDITOR)
    fresh().desk_category.editors.add(editor)
    change(editor, summary="Chưa ai đọc")
    data = {"title": "Bài", "body": "<p>Một.</p>", "category": fresh().desk_category_id, "_verb": "publish"}
    sent = data | {"base": form["base"], "base_content": form["base_content"]}
    response = client.post(f"/admin/news/article/{item.pk}/change/", sent)
    assert response["Location"] == f"/admin/news/article/{item.pk}/change/"
    page = client.post(f"/admin/news/article/{item.pk}/viec/publish/?seen={form['base']}", {"seen": form["base"]})
    assert "Xin mở lại bài" in page.content.decode()
    assert not Article.objects.published().exists()


def test_whoever_published_in_a_hurry_does_not_clear_the_flag_by_another_edition(duyet):
    make_draft(duyet)
    workflow.publish(fresh(), duyet, urgent="Khẩn")
    change(duyet, title="Viết lại")
    change(make_staff(MANAGER), dateline="WEBGOVAP")
    with pytest.raises(Refused, match="người duyệt khác"):
        workflow.publish(fresh(), duyet)
    workflow.withdraw(fresh(), duyet, "error", "Rút.")
    with pytest.raises(Refused, match="người duyệt khác"):
        workflow.publish(fresh(), duyet)


def test_only_what_was_read_is_confirmed(duyet):
    make_draft(duyet)
    workflow.publish(fresh(), duyet, urgent="Khẩn")
    read = workflow.live_number(fresh())
    change(duyet, title="Bản khác")
    workflow.publish(fresh(), duyet, urgent="Vẫn khẩn")
    with pytest.raises(Refused, match="phiên bản khác"):
        workflow.confirm(fresh(), make_staff(APPROVER), number=read)
    assert fresh().review == "urgent"


@pytest.mark.parametrize(
    "back",
    [
        lambda by, chief: workflow.recall(fresh(), by),
        lambda by, chief: workflow.send_back(fresh(), chief, "Thiếu nguồn"),
    ],
)
def test_what_was_judged_stays_in_the_history(lan, duyet, back):
    make_draft(lan, title="Bản đã gửi")
    workflow.submit(fresh(), lan)
    back(lan, duyet)
    change(lan, title="Bản sửa lại")
    assert [r.title for r in Revision.objects.order_by("number")] == ["Bản đã gửi", "Bản sửa lại"]


def test_a_withdrawn_imported_article_is_nobodys_draft(lan, duyet):
    make_article()
    change(duyet, title="Nháp")
    workflow.withdraw(fresh(), duyet, "order", "Theo yêu cầu.")
    assert not can(lan, "view", fresh())
    assert not Article.objects.for_desk_of(lan).exists()


def test_an_editor_does_not_file_away_what_is_not_his(client, lan):
    ours, theirs = make_category(), make_category()
    editor = make_staff(EDITOR)
    ours.editors.add(editor)
    item = make_draft(lan, category=ours.pk)
    client.force_login(editor)
    form = {"title": "Khác", "category": theirs.pk, "base": fresh().token}
    answer = client.post(f"/admin/news/article/{item.pk}/tu-luu/", form).json()
    assert "không do anh/chị phụ trách" in answer["errors"]["category"]
    assert (answer["content"]["title"], answer["content"]["category"]) == ("Khác", ours.pk)


def test_form_and_rules_agree_about_what_is_filed_anew(client, duyet):
    ours, theirs = make_category(), make_category()
    editor = make_staff(EDITOR)
    ours.editors.add(editor)
    item = make_article(category=ours)
    change(duyet, category=theirs.pk)
    client.force_login(editor)
    assert can(editor, "change", fresh())
    assert client.get(f"/admin/news/article/{item.pk}/change/").status_code == 200


def test_a_save_that_does_not_say_over_what_is_met_by_a_choice(client, lan):
    item = make_draft(lan, title="Chữ mới hơn")
    client.force_login(lan)
    assert client.post(f"/admin/news/article/{item.pk}/change/", {"title": "Chữ cũ"}).status_code == 200
    assert client.post(f"/admin/news/article/{item.pk}/tu-luu/", {"title": "Chữ cũ"}).status_code == 409
    assert fresh().head.title == "Chữ mới hơn"


def test_what_was_typed_meanwhile_is_not_deleted(client, lan):
    boss = make_staff(MANAGER)
    item = make_draft(lan)
    seen = fresh().token
    change(lan, title="Mười phút sau")
    client.force_login(boss)
    client.post(f"/admin/news/article/{item.pk}/viec/delete/", {"seen": seen})
    assert fresh().desk_title == "Mười phút sau"


def test_a_version_of_a_category_that_is_gone_is_restored_without_it(lan, duyet):
    gone, kept = make_category(), make_category()
    make_draft(lan, category=gone.pk)
    change(duyet, category=kept.pk)
    Category.objects.get(pk=gone.pk).delete()
    drafting.restore(fresh(), duyet, Revision.objects.get(number=1))
    assert fresh().desk_category is None
    with pytest.raises(Refused, match="chuyên mục"):
        workflow.submit(fresh(), lan)


def test_a_link_closes_when_the_item_is_withdrawn(client, duyet, lan):
    item = make_draft(lan)
    workflow.submit(item, lan)
    workflow.publish(item, duyet)
    sharing.share(fresh(), duyet)
    workflow.withdraw(fresh(), duyet, "order", "Theo yêu cầu.")
    assert client.get(f"/xem-truoc/{ShareLink.objects.get().token}/").status_code == 404


@pytest.mark.parametrize("path", ["?ngay=9999", "?ngay=9999-12"])
def test_the_end_of_time_is_no_error(client, duyet, path):
    assert client.get(f"/admin/news/article/{path}").status_code == 200


def test_a_base_deeper_than_any_text_is_no_error(client, lan):
    item = make_draft(lan)
    client.force_login(lan)
    form = {"title": "Khác", "base": "9.9", "base_content": "[" * 200_000}
    assert client.post(f"/admin/news/article/{item.pk}/tu-luu/", form).status_code == 409
