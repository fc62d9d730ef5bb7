"""The page of each verb: what it asks, what it says when it refuses, and that everything typed is still there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from govap.editorial import content as contents
from govap.editorial import drafting, workflow
from govap.editorial.models import Correction
from govap.editorial.roles import APPROVER, EDITOR, REPORTER
from news.models import Article
from tests.factories import make_article, make_draft, make_staff, make_video

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return make_staff(REPORTER, "lan", last_name="Phóng viên", first_name="A")


@pytest.fixture
def duyet(client):
    user = make_staff(APPROVER, "duyet")
    make_staff(APPROVER, "hai")
    client.force_login(user)
    return user


@pytest.fixture
def waiting(lan):
    item = make_draft(lan, title="Tiếp công dân")
    workflow.submit(item, lan)
    return item


def act(client, item, verb, **form):
    """Through the page of the verb, about the text that is newest unless said otherwise."""
    found = Article.objects.select_related("head").filter(pk=item.pk).first()
    form = {"seen": found.token} | form if found else form
    return client.post(f"/admin/news/article/{item.pk}/viec/{verb}/", form)


def said(response):
    assert response.status_code == 200
    return response.content.decode()


def test_publishing_asks_nothing_of_who_has_not_written_it(client, duyet, waiting):
    page = client.get(f"/admin/news/article/{waiting.pk}/viec/publish/").content.decode()
    assert "Lý do phải đăng khẩn" not in page
    assert act(client, waiting, "publish").status_code == 302
    assert Article.objects.published().get() == waiting


def test_text_that_moved_on_is_not_published_unseen(client, duyet, lan, waiting):
    form = client.get(f"/admin/news/article/{waiting.pk}/viec/publish/").context["form"]
    other = make_staff(EDITOR)
    item = Article.objects.select_related("head").get()
    item.desk_category.editors.add(other)
    drafting.save(item, other, contents.of(item) | {"title": "Tiếp công dân, đã sửa"})
    page = said(act(client, waiting, "publish", seen=form.initial["seen"]))
    assert "đã lưu một bản khác" in page
    assert "Xin mở lại bài" in page
    assert not Article.objects.published().exists()


def test_own_text_needs_another_or_a_reason(client, duyet):
    item = make_draft(duyet, title="Triều cường")
    assert "cần một người duyệt khác" in said(act(client, item, "publish"))
    assert act(client, item, "publish", urgent="Nước lên đêm nay").status_code == 302
    assert Article.objects.get().review == "urgent"
    page = client.get("/admin/news/article/").content.decode()
    assert "chưa được duyệt lại" in page


@pytest.mark.parametrize(
    ("due_at", "words"),
    [("12/04/2017 16:10", "tương lai"), ("mai", "Không đọc được ngày giờ"), ("30/02/2037", "không có thật"), ("", "")],
)
def test_odd_appointments_are_told_and_kept(client, duyet, waiting, due_at, words):
    page = said(act(client, waiting, "schedule", due_at=due_at))
    assert words in page
    assert due_at in page
    assert Article.objects.get().stage == "submitted"


def test_appointment_after_expiry_is_told(client, duyet, lan):
    ends = timezone.now() + timedelta(days=1)
    item = make_draft(lan, expires_at=ends.isoformat())
    workflow.submit(item, lan)
    assert "hết hạn phải sau" in said(act(client, item, "schedule", due_at="12/04/2037 16:10"))


class TestWithdraw:
    def form(self, **over):
        return {"why": "merged", "note": "Đã gộp vào bài mới.", "target": ""} | over

    def test_merged_leads_to_the_other(self, client, duyet):
        old, new = make_article(), make_article()
        address = f"https://govap.example{new.get_absolute_url()}?x=1#y"
        assert act(client, old, "withdraw", **self.form(target=address)).status_code == 302
        old.refresh_from_db()
        assert (old.is_live, old.merged_into) == (False, new)

    @pytest.mark.parametrize(
        "target", ["", "/", "/tin-tuc/", "/tin-tuc/x-999999/", "không", "http://[", "/video/{video}/"]
    )
    def test_odd_targets_are_told_and_everything_typed_is_kept(self, client, duyet, target):
        item = make_article()
        video = make_video(pk=item.pk + 1)
        make_article(pk=video.pk)
        target = target.format(video=f"{video.slug}-{video.pk}")
        page = said(act(client, item, "withdraw", **self.form(target=target)))
        assert "Xin" in page
        assert "Đã gộp vào bài mới." in page
        item.refresh_from_db()
        assert item.is_live

    def test_itself_a_draft_and_a_circle_are_told(self, client, duyet, lan):
        one, two = make_article(), make_article()
        assert "chính nó" in said(act(client, one, "withdraw", **self.form(target=one.get_absolute_url())))
        act(client, one, "withdraw", **self.form(target=two.get_absolute_url()))
        one.refresh_from_db()
        assert "vòng tròn" in said(act(client, two, "withdraw", **self.form(target=one.get_absolute_url())))

    @pytest.mark.parametrize("over", [{"why": "x"}, {"why": ""}, {"note": ""}, {"note": "x" * 501}, {"note": "a\0b"}])
    def test_odd_forms_change_nothing(self, client, duyet, over):
        item = make_article()
        said(act(client, item, "withdraw", **self.form(**{"why": "error"} | over)))
        item.refresh_from_db()
        assert item.is_live


def test_returning_asks_why(client, duyet, waiting):
    said(act(client, waiting, "return", reason=" "))
    assert act(client, waiting, "return", reason="Thiếu nguồn").status_code == 302
    client.force_login(make_staff(REPORTER))
    assert client.get(f"/admin/news/article/{waiting.pk}/viec/submit/").status_code == 403


def test_a_correction_is_printed(client, duyet):
    item = make_article()
    assert act(client, item, "correct", wrong="1.200 hộ", right="1.020 hộ").status_code == 302
    assert Correction.objects.get().wrong == "1.200 hộ"


def test_a_verb_in_the_wrong_state_says_so(client, duyet, lan):
    item = make_draft(lan)
    response = act(client, item, "return", reason="x")
    assert response.status_code == 403
    assert "Chưa làm được: bài là bản nháp." in response.content.decode()


def test_unknown_verbs_and_items_are_not_found(client, duyet, waiting):
    assert act(client, waiting, "pha").status_code == 404
    assert act(client, waiting, "view").status_code == 404
    assert client.post("/admin/news/article/999999/viec/publish/", {}).status_code == 404


def test_every_button_that_cannot_be_pressed_says_why(client, lan, waiting):
    client.force_login(lan)
    page = client.get(f"/admin/news/article/{waiting.pk}/change/").content.decode()
    assert page.count('aria-disabled="true"') == page.count('class="desk-why"') > 3
    assert "Việc này dành cho người duyệt." in page
