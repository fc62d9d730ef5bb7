"""A reporter at the article form: what is typed is understood, kept, and never doubled."""

import json
import shutil
import subprocess
import unicodedata
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govap.editorial import workflow
from govap.editorial.roles import REPORTER
from govap.text import ZONE, slugify
from news.models import Article, Category, Tag
from tests.factories import make_article, make_category, make_draft, make_staff, make_user
from tests.populated import populate

pytestmark = pytest.mark.django_db
ADD = "/admin/news/article/add/"


@pytest.fixture(autouse=True)
def reporter(client):
    user = make_user("phong-vien")
    client.force_login(user)
    return user


def filled(**over):
    category = Category.objects.first() or make_category(name="Tin hoạt động")
    values = {
        "title": "Đường Nguyễn Văn Lượng",
        "body": "<p>Thông xe.</p>",
        "category": category.pk,
        "byline_role": ["bai", "anh", "bai"],
        "byline_name": ["BA MINH", "Ban Dân vận", ""],
        "tags": "Đảng bộ, Y tế",
    }
    return {key: value for key, value in (values | over).items() if value is not None}


def add(client, **over):
    return client.post(ADD, filled(**over))


def draft():
    """What the only article's newest revision says."""
    return Article.objects.select_related("head").get().head.content


def publish(client):
    """Through its page, as the only approver there is."""
    [article] = Article.objects.select_related("head")
    form = {"seen": article.token}
    assert client.post(f"/admin/news/article/{article.pk}/viec/publish/", form).status_code == 302
    return Article.objects.get()


def errors_of(response):
    assert response.status_code == 200
    return {name: " ".join(found) for name, found in response.context["adminform"].form.errors.items()}


def test_article_is_written_and_published(client):
    assert add(client).status_code == 302
    article = publish(client)
    assert article.slug == "duong-nguyen-van-luong"
    assert article.byline == [{"role": "bai", "name": "BA MINH"}, {"role": "anh", "name": "Ban Dân vận"}]
    assert sorted(article.tags.names()) == ["Y tế", "Đảng bộ"]
    page = client.get(article.get_absolute_url()).content.decode()
    assert "Thông xe." in page


def test_save_and_send_leads_to_the_page_of_the_verb(client):
    response = add(client, _verb="submit")
    assert response["Location"] == f"/admin/news/article/{Article.objects.get().pk}/viec/submit/?seen=1.1"
    assert client.post(response["Location"], {"note": "Xin duyệt sớm", "seen": "1.1"}).status_code == 302
    assert Article.objects.get().stage == "submitted"


def test_draft_stays_unseen(client):
    add(client)
    article = Article.objects.get()
    assert article.published_at is None
    assert (article.title, article.body, article.tags.count(), Tag.objects.count()) == ("", "", 0, 0)
    assert client.get(article.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "typed", ["12/04/2037 16:10", "12-4-2037 16:10", "12.04.2037 16:10", "12 Tháng Tư 2037 4:10:00 CH"]
)
def test_dates_are_read_day_first(client, typed):
    assert add(client, expires_at=typed).status_code == 302
    assert publish(client).expires_at == datetime(2037, 4, 12, 16, 10, tzinfo=ZONE)


@pytest.mark.parametrize("typed", ["04/13/2037", "30/02/2037", "mai", "12/04/37", "1" * 5000])
def test_wrong_date_is_told_and_everything_typed_is_kept(client, typed):
    response = add(client, expires_at=typed)
    assert set(errors_of(response)) == {"expires_at"}
    assert not Article.objects.exists()
    form = response.context["adminform"].form
    assert form["expires_at"].value() == typed
    page = response.content.decode()
    for kept in ("Đường Nguyễn Văn Lượng", "BA MINH", "Ban Dân vận", "Đảng bộ, Y tế", "Thông xe."):
        assert kept in page


def test_untouched_date_keeps_its_microseconds(client):
    article = make_article(expires_at=timezone.now() + timedelta(days=1, microseconds=123))
    form = client.get(f"/admin/news/article/{article.pk}/change/").context["adminform"].form
    shown = form.fields["expires_at"].prepare_value(article.expires_at)
    client.post(
        f"/admin/news/article/{article.pk}/change/",
        filled(title="Mới", expires_at=shown, base=article.token),
    )
    changed = publish(client)
    assert (changed.title, changed.expires_at) == ("Mới", article.expires_at)


def test_expiry_before_publication_is_told_and_nothing_is_half_done(client):
    add(client, expires_at="11/04/2017 10:00")
    response = client.post(f"/admin/news/article/{Article.objects.get().pk}/viec/publish/", {"seen": "1.1"})
    assert "hết hạn phải sau" in response.content.decode()
    assert not Article.objects.get().is_live


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"slug": "Có Dấu"}, "slug"),
        ({"category": "9" * 30}, "category"),
        ({"category": "x"}, "category"),
        ({"image": "999"}, "image"),
        ({"tags": "y" * 61}, "tags"),
        ({"tags": ",".join(f"thẻ {n}" for n in range(31))}, "tags"),
        ({"byline_role": ["vua"], "byline_name": ["BA MINH"]}, "byline"),
        ({"byline_role": ["bai"], "byline_name": ["x" * 121]}, "byline"),
        ({"title": "a\0b"}, "title"),
        ({"tags": "a\0b"}, "tags"),
    ],
    ids=lambda value: None if isinstance(value, str) else str(value)[:30],
)
def test_wrong_field_is_told_in_vietnamese(client, over, field):
    found = errors_of(add(client, **over))
    assert set(found) == {field}
    assert set(found[field]) & set("ạảãáàậẩẫấầặẳẵắằẹẻẽéèệểễếềịỉĩíìọỏõóòộổỗốồợởỡớờụủũúùựửữứừỵỷỹýỳđ")


def test_tags_never_make_twins(client):
    Tag.objects.create(name="Đảng bộ")
    typed = ["ĐẢNG BỘ", unicodedata.normalize("NFD", "đảng bộ"), " Đảng  bộ ", "Đảng\u00a0bộ", "Y tế", "y tế"]
    assert add(client, tags=", ".join(typed)).status_code == 302
    assert publish(client).tags.count() == 2
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Y tế", "Đảng bộ"]


def test_tags_differing_in_accents_are_different_words(client):
    add(client, tags="ma, má")
    publish(client)
    assert set(Tag.objects.values_list("name", flat=True)) == {"ma", "má"}


def test_failed_form_makes_no_tags(client):
    add(client, title="", tags="Thẻ mới")
    assert not Tag.objects.exists()


def test_tag_cannot_be_renamed_into_a_twin(client):
    Tag.objects.create(name="Y tế")
    other = Tag.objects.create(name="Giáo dục")
    response = client.post(f"/admin/news/tag/{other.pk}/change/", {"name": "Y  TẾ"})
    assert "Đã có thẻ “Y tế”" in response.content.decode()


def test_renamed_tag_is_found_by_its_new_name(client):
    tag = Tag.objects.create(name="Giáo dục")
    client.post(f"/admin/news/tag/{tag.pk}/change/", {"name": "Đào tạo"})
    add(client, tags="đào tạo")
    publish(client)
    assert list(Tag.objects.values_list("name", "folded")) == [("Đào tạo", "đào tạo")]


class TestSuggestions:
    def test_need_no_accents(self, client):
        Tag.objects.create(name="Đảng bộ")
        Tag.objects.create(name="Y tế")
        for typed in ("dang", "ĐẢN", "bo", "dang bo"):
            assert client.get("/admin/news/tag/goi-y/", {"q": typed}).json() == {"tags": ["Đảng bộ"]}

    def test_bad_questions_find_nothing(self, client):
        Tag.objects.create(name="Đảng bộ")
        for typed in ("", "  ", "%", "_", "x" * 10000):
            assert client.get("/admin/news/tag/goi-y/", {"q": typed}).json() == {"tags": []}

    def test_are_for_staff_who_write(self, client):
        client.logout()
        assert client.get("/admin/news/tag/goi-y/?q=a").status_code == 302
        client.force_login(make_user("van-thu", is_superuser=False))
        assert client.get("/admin/news/tag/goi-y/?q=a").status_code == 403
        client.force_login(make_staff(REPORTER))
        response = client.get("/admin/news/tag/goi-y/?q=a")
        assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)


class TestList:
    def test_search_needs_no_accents(self, client):
        make_article(title="Hoạt động Đảng bộ")
        make_article(title="Y tế")
        for typed in ("dang bo", "ĐẢNG BỘ", unicodedata.normalize("NFD", "Đảng bộ")):
            page = client.get("/admin/news/article/", {"q": typed})
            assert [article.title for article in page.context["cl"].result_list] == ["Hoạt động Đảng bộ"]

    @pytest.mark.parametrize("query", ["\0", "%", "'", "x" * 10000, "((("])
    def test_bad_search_is_no_error(self, client, query):
        assert client.get("/admin/news/article/", {"q": query}).status_code == 200

    @pytest.mark.parametrize("day", ["2017", "2017-04", "2017-04-12"])
    def test_dates_narrow_it(self, client, day):
        make_article(title="Cũ", published_at=datetime(2017, 4, 12, 23, 30, tzinfo=ZONE))
        make_article(title="Mới")
        page = client.get("/admin/news/article/", {"ngay": day})
        assert [article.title for article in page.context["cl"].result_list] == ["Cũ"]

    @pytest.mark.parametrize("day", ["", "x", "2017-13", "2017-02-30", "0", "99999", "-1", "2017-04-12-5", "2017-0-0"])
    def test_bad_date_is_no_error(self, client, day):
        make_article()
        assert client.get("/admin/news/article/", {"ngay": day}).status_code == 200

    @pytest.mark.parametrize(
        ("state", "title"), [("draft", "Nháp"), ("submitted", "Chờ"), ("live", "Hiện"), ("expired", "Hết")]
    )
    def test_states_narrow_it(self, client, reporter, state, title):
        now = timezone.now()
        make_draft(reporter, title="Nháp")
        workflow.submit(make_draft(reporter, title="Chờ"), reporter)
        make_article(title="Hiện")
        expired = make_article(title="Hết", published_at=now - timedelta(days=2), expires_at=now - timedelta(days=1))
        page = client.get("/admin/news/article/", {"tinh-trang": state})
        found = {article.desk_title for article in page.context["cl"].result_list}
        assert found - ({expired.title} if state == "live" else set()) == {title}

    def test_queries_do_not_grow_and_leave_bodies(self, client):
        populate(120)
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/news/article/")
        assert len(captured) <= 12
        assert not [query for query in captured.captured_queries if '"news_article"."body"' in query["sql"]]


def test_many_are_sent_at_once_and_what_is_refused_is_named(client, reporter):
    writer = make_staff(REPORTER)
    ready, second = make_draft(writer, title="Đủ"), make_draft(writer, title="Thiếu", category=None)
    chosen = {"action": "submit_selected", "_selected_action": [ready.pk, second.pk]}
    page = client.post("/admin/news/article/", chosen, follow=True).content.decode()
    assert "Đã gửi duyệt 1 mục" in page
    assert "“Thiếu”: Xin chọn chuyên mục." in page
    assert [article.desk_title for article in Article.objects.filter(stage="submitted")] == ["Đủ"]


def test_nothing_is_deleted_from_the_list(client):
    article = make_article()
    data = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
    client.post("/admin/news/article/", data)
    assert Article.objects.exists()


def test_view_on_site_is_offered_once_there_is_something_to_see(client):
    live, draft = make_article(), make_article(is_live=False, review="")
    assert live.get_absolute_url() in client.get(f"/admin/news/article/{live.pk}/change/").content.decode()
    assert "viewsitelink" not in client.get(f"/admin/news/article/{draft.pk}/change/").content.decode()


def test_pasted_html_is_cleaned(client):
    add(client, body='<p style="mso-x" onclick="x()">Chữ<script>x()</script></p>')
    assert draft()["body"] == "<p>Chữ</p>"


def test_two_categories_cannot_share_an_address(client):
    make_category(name="Má")
    response = client.post("/admin/news/category/add/", {"name": "Ma", "order": "0"})
    assert "slug" in errors_of(response)


SAMPLES = [
    "Đường Nguyễn Văn Lượng", "ĐẢNG BỘ – Quận Gò Vấp", unicodedata.normalize("NFD", "Ủy ban nhân dân phường"), "",
    "  --  ", "Straße İstanbul ﬁ ½", "a\u00a0b\u200bc\u00ad d", "日本", "x" * 300, "từ " * 100, "12/04/2017: 4°C",
    "ĐđƠơƯư",
]  # fmt: skip


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not on this machine")
def test_browser_makes_the_same_address_as_the_server(settings):
    script = settings.BASE_DIR / "static/govap/admin/slug.js"
    program = (
        f"import({json.dumps(script.as_uri())}).then(m => "
        f"console.log(JSON.stringify({json.dumps(SAMPLES)}.map(text => m.slugify(text)))))"
    )
    done = subprocess.run(
        ["node", "--no-warnings", "-e", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(done.stdout) == [slugify(sample) for sample in SAMPLES]
