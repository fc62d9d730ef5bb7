"""The page /tim-kiem/ and its suggestions: what they find, how they say it, and what they must never show."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from govap.portal.models import Page
from govap.search import index
from govap.search.models import Pin, Search
from news.models import Article
from tests.factories import make_article, make_category, make_user, make_video

pytestmark = pytest.mark.django_db
APRIL = datetime(2017, 4, 12, 12, tzinfo=UTC)


def search(client, query="", **parameters):
    response = client.get("/tim-kiem/", {"q": query, **parameters})
    assert response.status_code == 200
    return response


def found(client, query="", **parameters):
    return [hit.item for hit in search(client, query, **parameters).context.get("hits", [])]


@pytest.mark.parametrize("query", ["dân vận khéo", "dan van kheo", "DÂN VẬN", "kheo dan", "da\u0302n va\u0323\u0302n"])
def test_finds_with_or_without_accents(client, query):
    article = make_article(title="Phong trào Dân vận khéo")
    make_article(title="Chuyện khác")
    assert found(client, query) == [article]


@pytest.mark.parametrize("query", ["daan vaajn", "da6n va65n", "DDAAN VAANJ".replace("DD", "D")])
def test_slips_of_typing_are_understood(client, query):
    article = make_article(title="Phong trào Dân vận khéo")
    response = search(client, query)
    assert [hit.item for hit in response.context["hits"]] == [article]
    assert "Telex" in response.content.decode()


def test_finds_bodies_videos_pages_tags_and_people(client):
    article = make_article(body="<p>Cải cách <strong>thủ tục</strong></p>", tags=["Tuyển quân"])
    article.byline = [{"role": "bai", "name": "BA MINH"}]
    article.save()
    video = make_video(title="Thủ tục một cửa")
    page = Page.objects.create(title="Hướng dẫn", body="<p>Làm thủ tục</p>", is_live=True, review="imported")
    assert set(found(client, "thu tuc")) == {article, video, page}
    assert found(client, "tuyen quan") == found(client, "ba minh") == [article]


def test_a_tag_taken_away_is_not_found(client):
    article = make_article(tags=["Tuyển quân"])
    article.tags.remove("Tuyển quân")
    assert found(client, "tuyen quan") == []
    assert index.ids("desk", "article", "tuyen quan") == []


def test_phrase_in_title_then_accents_then_place_then_date(client):
    body = make_article(
        title="Tin ngắn", body="<p>Hội đồng nhân dân họp</p>", published_at=timezone.now() - timedelta(1)
    )
    title = make_article(title="Hội đồng nhân dân họp kỳ đầu", published_at=timezone.now() - timedelta(9))
    newer = make_article(title="Hội đồng nhân dân họp kỳ hai", published_at=timezone.now() - timedelta(8))
    apart = make_article(title="Nhân dân đồng lòng", body="<p>Hội họp</p>", published_at=timezone.now() - timedelta(2))
    assert found(client, "hội đồng nhân dân") == [newer, title, body, apart]


def test_accents_tell_words_apart(client):
    market = make_article(title="Phiên chợ quê", published_at=timezone.now() - timedelta(9))
    loan = make_article(title="Tiền cho vay", published_at=timezone.now() - timedelta(8))
    assert found(client, "chợ") == [market, loan]
    assert found(client, "cho") == [loan, market]


def test_phrases_and_exclusions(client):
    near = make_article(title="An toàn giao thông")
    other = make_article(title="Toàn dân an vui")
    assert set(found(client, "an toàn")) == {near, other}
    assert found(client, '"an toàn"') == found(client, "“an toàn”") == [near]
    assert found(client, "an toàn -giao") == [other]
    assert found(client, 'an toàn -"giao thông"') == [other]
    assert found(client, '"giao an"') == []


def test_numbers_of_documents_are_one_thing(client):
    right = make_article(body="<p>Nghị định số 42/2022/NĐ-CP</p>")
    make_article(body="<p>Năm 2022 có 42 hộ, NĐ của CP</p>")
    assert found(client, "42/2022/nd-cp") == found(client, "42/2022/NĐ-CP") == [right]


def test_filters_by_kind_category_tag_and_time(client):
    category, other = make_category(name="Y tế", slug="y-te"), make_category(name="Giáo dục")
    old = make_article(title="Khám bệnh", category=category, published_at=APRIL, tags=["Tiêm chủng"])
    new = make_article(title="Khám bệnh", category=other)
    video = make_video(title="Khám bệnh")
    assert set(found(client, "kham benh")) == {old, new, video}
    assert set(found(client, "kham benh", loai="tin-bai")) == {old, new}
    assert found(client, "kham benh", loai="video") == [video]
    for parameters in (
        {"muc": "y-te"}, {"the": "tiem-chung"}, {"luc": "2017"}, {"luc": "2017-04"}, {"luc": "2017-04-12"},
        {"den": "2017-12-31"}, {"tu": "12/04/2017", "den": "12/4/2017"},
    ):  # fmt: skip
        assert found(client, "kham benh", **parameters) == [old], parameters
    for parameters in ({"luc": "2016"}, {"luc": "2017-05"}, {"tu": "2017-04-13", "den": "2017-04-20"}):
        assert found(client, "kham benh", **parameters) == [], parameters
    assert set(found(client, "", muc="y-te")) == {old}


@pytest.mark.parametrize(
    "parameters", [{"loai": "x"}, {"muc": "khong-co"}, {"luc": "2017-13"}, {"luc": "0000"}, {"tu": "x"}, {"trang": "0"},
                   {"trang": "9" * 18}, {"truoc": "x"}, {"truoc": "-1"}, {"trang": "٣"}, {"luc": "9999"}],
)  # fmt: skip
def test_odd_filters_are_left_out(client, parameters):
    article = make_article(title="Khám bệnh")
    hits = found(client, "kham benh", **parameters)
    assert hits == ([] if parameters.get("trang", "") > "1" and parameters["trang"].isascii() else [article])


def test_time_in_the_words_is_offered_as_a_filter(client):
    article = make_article(title="Khám bệnh tháng 4/2017", published_at=APRIL)
    offer = search(client, "khám bệnh tháng 4/2017").context["offer"]
    assert offer["name"] == "tháng 4/2017"
    response = client.get("/tim-kiem/" + offer["url"])
    assert [hit.item for hit in response.context["hits"]] == [article]


def test_every_hit_is_reached_newest_first(client):
    articles = [make_article(title=f"Khám bệnh đợt {n}") for n in range(45)]
    url, seen = "/tim-kiem/?q=kham+benh&sap=moi", []
    while url:
        context = client.get(url).context
        seen += [hit.item for hit in context["hits"]]
        url = context["next_url"] and "/tim-kiem/" + context["next_url"]
    assert len(seen) == 45
    assert set(seen) == set(articles)
    minutes = [item.published_at.replace(second=0, microsecond=0) for item in seen]  # the index knows no seconds
    assert minutes == sorted(minutes, reverse=True)


def test_the_best_go_on_without_repeating(client):
    for n in range(45):
        make_article(title=f"Khám bệnh đợt {n}")
    first = search(client, "kham benh").context
    second = client.get("/tim-kiem/" + first["next_url"]).context
    assert not {hit.item for hit in first["hits"]} & {hit.item for hit in second["hits"]}


def test_words_are_marked_where_they_stand_with_their_accents(client):
    make_article(
        title="Tin <b>ngắn</b>", summary="", body="<p>Câu đầu. Người dân khám bệnh &lt;ở trạm&gt;. Câu cuối.</p>"
    )
    page = search(client, "kham benh").content.decode()
    assert "Người dân <mark>khám bệnh</mark> &lt;ở trạm&gt;." in page
    assert "Câu cuối" not in page
    assert "<b>ngắn" not in page


def test_counts_by_category_and_year(client):
    health, school = make_category(name="Y tế"), make_category(name="Giáo dục")
    for category, moment in ((health, APRIL), (health, APRIL), (school, timezone.now() - timedelta(hours=1))):
        make_article(title="Khám bệnh", category=category, published_at=moment)
    context = search(client, "kham benh").context
    assert context["total"] == "3"
    assert [(one["name"], one["count"]) for one in context["sections"]] == [("Y tế", "2"), ("Giáo dục", "1")]
    assert [one["count"] for one in context["years"]] == ["1", "2"]
    narrowed = client.get("/tim-kiem/" + context["sections"][0]["url"]).context
    assert len(narrowed["hits"]) == 2
    assert [one["name"] for one in narrowed["chosen"]] == ["Y tế"]


def test_near_words_are_proposed_when_nothing_is_found(client):
    article = make_article(title="Phong trào dân vận khéo")
    response = search(client, "phogn trao")
    assert response.context["hits"] == []
    assert response.context["meant"]["text"] == "phong trào"
    assert [hit.item for hit in client.get("/tim-kiem/" + response.context["meant"]["url"]).context["hits"]] == [
        article
    ]
    assert search(client, "xyzzyq").context["meant"] is None


def test_a_word_too_many_still_finds(client):
    article = make_article(title="Phong trào dân vận khéo")
    response = search(client, "phong trào dân vận xyzzy khéo")
    assert [hit.item for hit in response.context["hits"]] == [article]
    assert "gần nhất" in response.content.decode()


def test_pins_stand_before_the_hits_of_their_words_only(client):
    article = make_article(title="Cách làm giấy khai sinh")
    Pin.objects.create(query="Giấy khai sinh", title="Làm giấy khai sinh", address=article.get_absolute_url())
    make_article(title="Giấy khai sinh số")
    assert search(client, "giay khai sinh").context["pins"] == [("Làm giấy khai sinh", article.get_absolute_url())]
    assert search(client, "khai sinh").context["pins"] == []
    Article.objects.filter(pk=article.pk).update(is_live=False)
    assert search(client, "giay khai sinh").context["pins"] == []


def test_searches_are_counted_by_words_and_day_without_numbers_of_people(client):
    make_article(title="Khám bệnh")
    for query in ("khám bệnh", "KHAM BENH", "zzz", "khám 0901234567", "…"):
        search(client, query)
    search(client, "kham benh", trang="2")
    rows = Search.objects.order_by("words").values_list("words", "times", "has_found", "day")
    today = timezone.localdate()
    assert [*rows] == [("kham", 1, False, today), ("kham benh", 2, True, today), ("zzz", 1, False, today)]


def test_what_staff_search_is_not_counted(client):
    client.force_login(make_user())
    search(client, "zzz")
    assert not Search.objects.exists()


HOSTILE = [
    "x" * 10_000, "từ " * 500, "\u0301\u0323\u0309", "😀" * 50, "a\0b", '"không đóng', "* OR NEAR(",
    "'); DROP TABLE x; --",
    "-" * 1000, "- " * 500, '"" "" ""', "\u202eabc\u202c שלום", "<script>alert(1)</script>", "%", "_", "…",
    "AND OR NOT",
    "a:b", "=kind:article", "t:bai", "e:đ", "p:b", "\\' & !x", "{", "^", '-"',
    "của " * 64, '"' + "bài " * 80 + '"', "1/1/1/1/1", "-bài", "٣", "\u200b", " ".join(f"-x{n}" for n in range(300)),
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: repr(query[:12]))
def test_hostile_query_is_an_answer(client, query):
    make_article()
    response = search(client, query)
    assert "<script>alert" not in response.content.decode()
    assert client.get("/tim-kiem/goi-y/", {"q": query}).status_code == 200
    client.force_login(make_user())
    assert client.get("/admin/news/article/", {"q": query}).status_code == 200


HIDDEN = {
    "draft": {"is_live": False},
    "scheduled": {"published_at": timedelta(hours=1)},
    "expired": {"published_at": timedelta(days=-2), "expires_at": timedelta(seconds=-1)},
}


NARROWED = [
    {"sap": "moi"},
    {"loai": "tin-bai"},
    {"loai": "video"},
    {"tu": "2000-01-01"},
    {"the": "the-kin-dao"},
    {"trang": "2"},
]


@pytest.mark.parametrize("state", HIDDEN)
def test_nothing_hidden_is_found_counted_or_suggested(client, state):
    over = {key: timezone.now() + value if value else value for key, value in HIDDEN[state].items()}
    shown = make_article(title="Kín đáo bài hiện")
    title, category = "Kín đáo 12 mậtngữzqxkinh", make_category(name="Ẩn")
    hidden = make_article(title=title, body="<p>Quỳnh Dao xyzt</p>", tags=["Thẻ kín đáo"], category=category, **over)
    make_video(title=title, **over)
    page = Page.objects.create(
        title=title, **{"is_live": True, "review": "imported", "published_at": timezone.now()} | over
    )
    for item in (hidden, page):
        Pin.objects.create(query="kín đáo", title="Ghim zqxkinh", address=item.get_absolute_url())
    for query in (
        "kín đáo",
        "kin dao 12",
        '"kín đáo"',
        "kin dao -z",
        "quynh dao xyzt",
        "kin dap",
        "kisn ddaso",
        "12 sai",
    ):
        for parameters in ({}, *(NARROWED if query == "kín đáo" else ())):
            response = search(client, query, **parameters)
            assert "zqxkinh" not in response.content.decode(), (query, parameters)
            assert {hit.item for hit in response.context.get("hits", [])} <= {shown}
            assert not response.context.get("sections")
    assert search(client, "kín đáo").context["total"] == "1"
    for typed in ("kin", "k", "kín đáo", "kin dao 1", "the kin", "12"):
        answer = client.get("/tim-kiem/goi-y/", {"q": typed}).content.decode()
        assert "zqxkinh" not in answer
        assert "the-kin-dao" not in answer


def test_withdrawn_and_deleted_are_gone_at_once(client):
    article = make_article(title="Kín đáo")
    article.is_live = False
    article.save()
    assert found(client, "kin dao") == []
    assert index.ids("desk", "article", "kin dao") == [article.pk]
    article.delete()
    assert index.ids("desk", "article", "kin dao") == []


def test_suggests_titles_tags_and_categories(client):
    make_category(name="Dân vận", slug="dan-van")
    article = make_article(title="Phong trào dân vận khéo", tags=["Dân vận khéo"])
    make_article(title="Dẫn vào vườn")
    answer = client.get("/tim-kiem/goi-y/?q=dân+v").json()
    assert [one["text"] for one in answer["titles"]] == ["Phong trào dân vận khéo", "Dẫn vào vườn"]
    assert answer["titles"][0]["url"] == article.get_absolute_url()
    assert [(one["kind"], one["text"]) for one in answer["places"]] == [
        ("Chuyên mục", "Dân vận"),
        ("Thẻ", "Dân vận khéo"),
    ]
    assert client.get("/tim-kiem/goi-y/").json() == {"titles": [], "places": []}


def test_admin_finds_drafts_by_the_same_words(client):
    draft = make_article(title="Kỹ thuật trồng hoa", is_live=False)
    make_article(title="Chuyện khác")
    client.force_login(make_user())
    for query in ("ki thuat", "KỸ THUẬT", "ky thuat trong h"):
        assert [*client.get("/admin/news/article/", {"q": query}).context["cl"].result_list] == [draft]


def test_costs_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    for n in range(30):
        make_article(title=f"Khám bệnh {n}")
    make_video(title="Khám bệnh")
    search(client, "khám bệnh")
    with django_assert_max_num_queries(30):
        search(client, "khám bệnh")


def test_what_finds_nothing_is_told_what_to_try(client):
    html = search(client, "zqxkhongco").content.decode()
    assert "Không tìm thấy nội dung nào." in html
    assert "Mời bạn kiểm tra chính tả" in html
    assert "Mời bạn kiểm tra chính tả" not in search(client).content.decode()


def test_search_engines_may_list_the_page_and_not_what_it_finds(client):
    make_article(title="Dân vận khéo")
    assert "noindex" not in search(client).content.decode()
    assert 'name="robots" content="noindex"' in search(client, "dân vận").content.decode()
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /tim-kiem/?", "Disallow: /tim-kiem/goi-y/"} <= set(lines)
    assert "Disallow: /tim-kiem/" not in lines


def test_an_old_article_is_found_by_its_whole_title_among_many_that_have_its_words(client):
    old = make_article(title="Thông báo lịch tiếp dân", published_at=timezone.now() - timedelta(days=900))
    for n in range(70):
        make_article(title=f"Thông báo lịch tiếp dân tuần {n}", body="<p>Thông báo lịch tiếp dân</p>")
    assert found(client, "thong bao lich tiep dan")[0] == old
    assert found(client, "Thông báo lịch tiếp dân")[0] == old


def test_a_phrase_is_found_across_two_paragraphs(client):
    article = make_article(body="<p>Quyết định thành lập</p><p>tổ công tác liên ngành</p>")
    for n in range(3):
        make_article(title=f"Tổ công tác {n}", body="<p>Thành lập trường, tổ chức công tác</p>")
    assert found(client, '"thành lập tổ công tác"') == [article]


def test_the_word_for_day_before_a_date_is_said_or_left_out(client):
    said = make_article(title="Lễ khai mạc", body="<p>Sáng ngày 11 tháng 4 tại nhà văn hóa.</p>")
    left = make_article(title="Lễ bế mạc", body="<p>Sáng 11/4 tại nhà văn hóa.</p>")
    make_article(title="Lễ khác", body="<p>Sáng nay, 11 giờ, 4 đội tại nhà văn hóa.</p>")
    for query in ("sáng ngày 11/4 tại", "sáng 11.4 tại", "sang ngay 11 thang 4 tai"):
        assert set(found(client, f'"{query}"')) == {said, left}, query
        assert set(found(client, query)[:2]) == {said, left}, query
    assert found(client, "sáng ngày") == [said]


def test_one_syllable_of_several_in_a_title_is_no_merit(client):
    old = make_article(title="Hộ kinh doanh", body="<p>Kinh phí</p>", published_at=timezone.now() - timedelta(days=9))
    new = make_article(title="Trồng cây", body="<p>Kinh phí</p>")
    assert found(client, "kinh phí") == [new, old]
