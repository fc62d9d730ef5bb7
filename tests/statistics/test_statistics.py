"""What staff read of the site's figures: periods, sums, who may see what, bad questions, spreadsheets."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from govap import spreadsheet
from govap.counting.models import DailyCount
from govap.editorial.roles import APPROVER, EDITOR, REPORTER
from govap.search.models import Search
from govap.statistics import charts, figures, periods
from tests.factories import make_article, make_category, make_staff, make_user, make_video
from tests.test_admin import english_on

pytestmark = pytest.mark.django_db
PATH = "/admin/thong-ke/"
TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel("2026-11-26 03:00+00:00", tick=False):
        yield


@pytest.fixture
def editor(client):
    client.force_login(make_staff(EDITOR))
    return client


def seen(kind, item, day, count):
    DailyCount.objects.create(kind=kind, object_id=getattr(item, "pk", item), day=day, count=count)


def text_of(response):
    return " ".join(LexborHTMLParser(response.content.decode()).body.text(separator=" ").split())


def period(**asked):
    return periods.read(asked, TODAY)


def days_of(found):
    return found.first, found.last, found.former_first, found.former_last


@pytest.mark.parametrize(
    ("asked", "first", "last", "former_first", "former_last"),
    [
        ({}, (2026, 10, 28), (2026, 11, 26), (2026, 9, 28), (2026, 10, 27)),
        ({"ky": "7"}, (2026, 11, 20), (2026, 11, 26), (2026, 11, 13), (2026, 11, 19)),
        ({"ky": "2026-11"}, (2026, 11, 1), (2026, 11, 26), (2026, 10, 1), (2026, 10, 26)),
        ({"ky": "2026-03"}, (2026, 3, 1), (2026, 3, 31), (2026, 2, 1), (2026, 2, 28)),
        ({"ky": "2025"}, (2025, 1, 1), (2025, 12, 31), (2024, 1, 1), (2024, 12, 31)),
        ({"ky": "2026"}, (2026, 1, 1), (2026, 11, 26), (2025, 1, 1), (2025, 11, 26)),
        ({"tu": "1/4/2026", "den": "10-04-2026"}, (2026, 4, 1), (2026, 4, 10), (2026, 3, 22), (2026, 3, 31)),
        ({"tu": "20/11/2026", "den": "31/12/2026"}, (2026, 11, 20), (2026, 11, 26), (2026, 11, 13), (2026, 11, 19)),
    ],
)
def test_a_period_and_the_one_before(asked, first, last, former_first, former_last):
    assert days_of(period(**asked)) == (date(*first), date(*last), date(*former_first), date(*former_last))


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"ky": "abc"}, "Không có kỳ “abc”"),
        ({"ky": "0"}, "Không có kỳ “0”"),
        ({"ky": "0000"}, "Không có kỳ “0000”"),
        ({"ky": "2026-13"}, "Không có kỳ “2026-13”"),
        ({"ky": "2026-11-26"}, "Không có kỳ"),
        ({"ky": "9" * 5000}, "Không có kỳ “9999"),
        ({"ky": "2027"}, "chưa tới"),
        ({"tu": "1/4/2026"}, "Xin ghi cả ngày bắt đầu và ngày kết thúc."),
        ({"tu": "30/02/2026", "den": "1/3/2026"}, "Không đọc được ngày “30/02/2026”"),
        ({"tu": "01/01/0000", "den": "1/3/2026"}, "Không đọc được ngày “01/01/0000”"),
        ({"tu": "<b>", "den": " "}, "Xin ghi cả ngày"),
        ({"tu": "<b>x", "den": "y"}, "Không đọc được ngày “<b>x”"),
        ({"tu": "2/4/2026", "den": "1/4/2026"}, "Ngày bắt đầu 02/04/2026 đứng sau ngày kết thúc 01/04/2026."),
        ({"tu": "1/1/2020", "den": "1/1/2026"}, "nhiều nhất 366 ngày"),
        ({"tu": "1/1/2028", "den": "1/2/2028"}, "chưa tới"),
    ],
)
@pytest.mark.parametrize("path", [PATH, f"{PATH}theo-ngay.csv"])
def test_a_bad_question_gets_one_sentence(editor, path, asked, sentence):
    response = editor.get(path, asked)
    assert response.status_code == 200
    refusals = LexborHTMLParser(response.content.decode()).css("[role=alert]")
    assert [sentence in refusal.text() for refusal in refusals] == [True]
    assert "<svg role" not in response.content.decode()


def test_it_sums_what_was_read_watched_visited_and_searched(editor):
    top = make_category(name="Văn hóa")
    child = make_category(name="Y tế", parent=top)
    read, other = make_article(title="Bài được đọc", category=child), make_article(category=top)
    film = make_video(title="Phim hay")
    for item, day, count in [(read, TODAY, 1200), (read, TODAY - timedelta(days=29), 34), (other, TODAY, 266)]:
        seen("article", item, day, count)
    seen("article", read, TODAY - timedelta(days=30), 750)  # the former period
    seen("article", read, TODAY - timedelta(days=60), 9999)  # neither
    seen("video", film, TODAY, 77)
    seen("visit", 0, TODAY, 888)
    Search.objects.create(day=TODAY, words="khai sinh", times=5, has_found=True)
    Search.objects.create(day=TODAY, words="ho khau", times=3, has_found=False)
    page = text_of(editor.get(PATH))
    assert "Lượt xem bài viết 1.500 tăng 100% so với kỳ trước" in page
    assert "Lượt xem video 77 kỳ trước không có" in page
    assert "Lượt ghé thăm 888" in page
    assert "Văn hóa 1.500 100,0%" in page
    assert "Y tế 1.234 82,3% tăng 65%" in page
    assert "Bài được đọc 1.234" in page
    assert "Phim hay 77" in page
    assert "Lượt tìm kiếm 8" in page
    assert "Lượt tìm không thấy gì 3" in page
    assert "ho khau 3" in page
    assert "9.999" not in page


def test_what_left_the_site_keeps_its_figures_and_shows_no_title(editor):
    gone = make_article(title="Chữ kín", is_live=False, category=make_category(name="Cũ"))
    seen("article", gone, TODAY, 12)
    seen("article", 999_999, TODAY, 5)
    page = text_of(editor.get(PATH))
    assert f"Bài số {gone.pk}, đã rời trang 12" in page
    assert "Không thuộc chuyên mục nào 5" in page
    assert "Chữ kín" not in page


def test_a_year_is_drawn_by_months():
    shown = charts.bins(date(2026, 1, 1), date(2026, 11, 26))
    assert [one.name for one in shown][:2] == ["1/2026", "2/2026"]
    assert len(shown) == 11
    assert shown[-1].total({date(2026, 11, 1): 4, date(2026, 10, 31): 9}) == 4


def test_bars_are_drawn_to_a_scale_of_whole_numbers():
    chart = charts.draw("a", "Lượt", "lượt", {TODAY: 55, TODAY - timedelta(days=7): 11}, period(ky="7"))
    assert chart.scale == [60, 30, 0]
    assert (chart.bars[-1].height, chart.bars[-1].y) == ("91.67", "8.33")
    assert chart.bars[-1].label == "26/11/2026: 55 lượt"
    assert chart.line.split()[-1] == "65,81.67"
    assert "Nhiều nhất 55 lượt (26/11/2026)" in chart.description


def test_nothing_at_all_is_no_error(editor):
    page = text_of(editor.get(PATH))
    assert "Chưa có lượt xem nào trong kỳ này." in page
    assert "Không có lượt xem nào." in page


def test_who_sees_what(client):
    assert client.get(PATH)["Location"].startswith("/admin/login/")
    client.force_login(make_user("khong-vai", is_superuser=False))
    assert client.get(PATH).status_code == client.get(f"{PATH}theo-ngay.csv").status_code == 403
    client.force_login(make_staff(REPORTER))
    Search.objects.create(day=TODAY, words="ho khau", times=3, has_found=False)
    assert "ho khau" not in text_of(client.get(PATH))
    assert client.get(f"{PATH}theo-ngay.csv").status_code == 200
    assert client.get(f"{PATH}tu-tim.csv").status_code == client.get(f"{PATH}luot-tim.csv").status_code == 403
    client.force_login(make_staff(APPROVER))
    assert "ho khau" in text_of(client.get(PATH))
    assert client.get(f"{PATH}khong-co.csv").status_code == 404
    assert client.post(PATH).status_code == 405


def test_staff_find_the_way_and_read_vietnamese(editor):
    assert editor.get("/admin/").content.decode().count(f'href="{PATH}"') == 2
    response = editor.get(PATH)
    assert "no-store" in response["Cache-Control"]
    assert english_on(response) == []


def test_the_cost_does_not_grow(editor):
    editor.get(PATH)
    counts = []
    for number in (1, 30):
        for _ in range(number):
            seen("article", make_article(category=make_category()), TODAY, 3)
            seen("video", make_video(), TODAY, 3)
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(PATH, {"ky": "2026"}).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[1] <= 12, "\n".join(query["sql"] for query in captured)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("theo-ngay", ["Ngày,Lượt xem bài viết,Lượt xem video,Lượt ghé thăm", "26/11/2026,12,0,0"]),
        ("chuyen-muc", ["Chuyên mục,Chuyên mục con,Lượt xem,Lượt xem kỳ trước", "'=Văn hóa,,12,0"]),
        ("doc-nhieu", ["Loại,Tên,Địa chỉ,Lượt xem", "Bài viết,'=HYPERLINK(1),/tin-tuc/{slug}-{pk}/,12"]),
        ("luot-tim", ["Ngày,Lượt tìm,Không tìm thấy gì", "26/11/2026,3,3"]),
        ("tu-tim", ["Từ tìm,Số lần,Không tìm thấy gì", "ho khau,3,3"]),
    ],
)
def test_a_sheet_opens_in_any_spreadsheet(editor, name, lines):
    article = make_article(title="=HYPERLINK(1)", category=make_category(name="=Văn hóa"))
    seen("article", article, TODAY, 12)
    Search.objects.create(day=TODAY, words="ho khau", times=3, has_found=False)
    response = editor.get(f"{PATH}{name}.csv", {"ky": "7"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="thong-ke-{name}-2026-11-20-den-2026-11-26.csv"'
    sheet = response.content.decode()
    assert sheet.startswith("\ufeff" + lines[0] + "\r\n")
    assert lines[-1].format(slug=article.slug, pk=article.pk) in sheet.split("\r\n")


def test_what_a_spreadsheet_would_run_is_quoted():
    cells = ["=1+1", "+1", "-1", "@a", "\t=1", "＝1", "an toàn", -5]
    assert [spreadsheet.harmless(cell) for cell in cells] == [*(f"'{cell}" for cell in cells[:6]), "an toàn", -5]


def test_the_most_read_are_few(editor):
    for _ in range(25):
        seen("article", make_article(), TODAY, 1)
    assert [len(rows) for rows in figures.most_seen(period())] == [figures.MOST, 0]
    assert timezone.localdate() == TODAY
