"""The log: only appended to, sealed row by row, read by few, and found out when somebody changes it past the site."""

import csv
import io
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govap.editorial import verifying, workflow
from govap.editorial.models import LogEntry, LogHead, User
from govap.editorial.models.log import LogError
from govap.editorial.roles import APPROVER, EDITOR, MANAGER, REPORTER
from news.models import Article
from tests.factories import make_draft, make_staff, make_user
from tests.test_everything import sqlite_steps

pytestmark = pytest.mark.django_db
TABLE = "editorial_logentry"


def append(number=1, **over):
    values = {"user": None, "user_name": "hệ thống", "verb": "save", "object_id": 1, "title": "Bài thử"} | over
    kind = ContentType.objects.get_for_model(Article)
    with transaction.atomic():
        return [LogEntry.append(content_type=kind, **values) for _ in range(number)]


@pytest.fixture
def rows():
    """Six rows of the log, and one that stands for the time before it."""
    return append(6)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def fault(**options):
    """What the command says of a log that is not whole; it ends with 1."""
    said = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_log", stdout=io.StringIO(), stderr=said, **options)
    assert ended.value.code == 1
    [line] = said.getvalue().strip().splitlines()
    assert line.startswith("Nhật ký không nguyên vẹn: ")
    assert "Xin giữ nguyên cơ sở dữ liệu" in line
    return line


def whole(**options):
    said = io.StringIO()
    call_command("verify_log", stdout=said, stderr=said, **options)
    [line] = said.getvalue().strip().splitlines()
    return line


class TestWhole:
    def test_an_empty_log_is_whole(self):
        assert "nguyên vẹn, 0 dòng" in whole()

    def test_what_the_newsroom_did_is_whole_and_its_end_is_told(self):
        lan, duyet = make_staff(REPORTER), make_staff(APPROVER)
        item = make_draft(lan, title="Bài “có” dấu & chữ Việt 🙂")
        workflow.submit(item, lan, note="Nhờ anh xem\nđoạn 2")
        workflow.publish(item, duyet)
        head = LogHead.objects.get()
        assert whole().endswith(f"3 dòng. Xin ghi lại niêm phong: 3:{head.hash}")

    def test_it_reads_by_chunks(self, rows, monkeypatch):
        monkeypatch.setattr(verifying, "CHUNK", 2)
        with CaptureQueriesContext(connection) as captured:
            assert verifying.verify() == (6, rows[-1].hash)
        assert sum(TABLE in query["sql"] for query in captured) == 4  # three chunks, and whether there is more

    def test_rows_added_while_it_reads_are_no_fault(self, rows, monkeypatch):
        heads, read_head = [], verifying._head

        def head():
            heads.append(read_head())
            if len(heads) == 1:
                append(2)
            return heads[-1]

        monkeypatch.setattr(verifying, "_head", head)
        assert verifying.verify()[0] == 8


class TestTampering:
    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("title", "Bài khác"), ("user_name", "ai đó"), ("verb", "publish"), ("object_id", 2), ("reason", "x"),
            ("from_state", "draft"), ("to_state", "live"), ("revision_number", 3), ("hash", "0" * 64),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("place", [0, 3, 5], ids=["first", "middle", "last"])
    def test_a_changed_field(self, rows, column, value, place):
        sql(f"UPDATE {TABLE} SET {column} = %s WHERE id = %s", value, rows[place].pk)  # noqa: S608 - our own words
        assert f": dòng {rows[place].pk} (" in fault()
        assert "bị sửa" in fault()

    def test_a_changed_moment_and_a_changed_person(self, rows):
        user = make_user()
        sql("UPDATE editorial_logentry SET user_id = %s WHERE id = %s", user.pk, rows[4].pk)
        assert f"dòng {rows[4].pk} (" in fault()
        sql("UPDATE editorial_logentry SET at = %s WHERE id = %s", rows[1].at + timedelta(microseconds=1), rows[1].pk)
        assert f"dòng {rows[1].pk} (" in fault()

    def test_a_deleted_row_in_the_middle(self, rows):
        sql("DELETE FROM editorial_logentry WHERE id = %s", rows[2].pk)
        assert f"có dòng bị xóa ngay trước dòng {rows[3].pk} (" in fault()

    def test_a_deleted_first_row(self, rows):
        sql("DELETE FROM editorial_logentry WHERE id = %s", rows[0].pk)
        assert f"dòng {rows[1].pk} (" in fault()

    def test_deleted_last_rows(self, rows):
        sql("DELETE FROM editorial_logentry WHERE id >= %s", rows[4].pk)
        assert f"thiếu 2 dòng ở cuối, sau dòng {rows[3].pk} (" in fault()

    def test_everything_deleted(self, rows):
        sql("DELETE FROM editorial_logentry")
        assert "thiếu 6 dòng ở cuối, sau đầu nhật ký" in fault()

    def test_swapped_rows(self, rows):
        one, two = rows[2].pk, rows[3].pk
        for old, new in ((one, 10**9), (two, one), (10**9, two)):
            sql("UPDATE editorial_logentry SET id = %s WHERE id = %s", new, old)
        assert f"dòng {one} (" in fault()
        assert "bị đổi chỗ" in fault()

    def test_a_row_moved_to_the_end(self, rows):
        sql("UPDATE editorial_logentry SET id = %s WHERE id = %s", rows[-1].pk + 1, rows[2].pk)
        assert f"dòng {rows[3].pk} (" in fault()

    @pytest.mark.parametrize("is_sealed", [True, False], ids=["sealed", "unsealed"])
    def test_a_row_put_between(self, is_sealed):
        first = append(2)
        sql("UPDATE editorial_logentry SET id = id + 100 WHERE id = %s", first[1].pk)
        forged = _forged(first[0], first[0].pk + 50, first[0].hash, is_sealed=is_sealed)
        LogEntry.objects.bulk_create([forged])
        assert f"dòng {forged.pk} (" in fault()
        assert "bị thêm vào giữa" in fault()

    def test_a_row_put_at_the_end(self, rows):
        forged = _forged(rows[-1], rows[-1].pk + 1, rows[-1].hash, is_sealed=True)
        LogEntry.objects.bulk_create([forged])
        assert f"dòng {forged.pk} (" in fault()
        assert "bị thêm vào cuối" in fault()

    def test_rows_after_a_deleted_end_do_not_hide_it(self, rows):
        sql("DELETE FROM editorial_logentry WHERE id = %s", rows[-1].pk)
        [after] = append()
        assert f"có dòng bị xóa ngay trước dòng {after.pk} (" in fault()

    @pytest.mark.parametrize("values", ["hash = ''", "length = 5", "length = 7"])
    def test_a_changed_head(self, rows, values):
        sql(f"UPDATE editorial_loghead SET {values}")  # noqa: S608 - our own words
        assert fault()

    def test_a_missing_head(self, rows):
        sql("DELETE FROM editorial_loghead")
        assert f"dòng {rows[0].pk} (" in fault()

    def test_the_first_of_several_is_named(self, rows):
        sql("UPDATE editorial_logentry SET title = 'x' WHERE id >= %s", rows[1].pk)
        assert f"dòng {rows[1].pk} (" in fault()


class TestNoted:
    """Who can write to the database can seal anew, head and all; not what was noted elsewhere."""

    def test_a_log_that_grew_still_holds_it(self, rows):
        noted = f"6:{rows[-1].hash}"
        append(3)
        assert "9 dòng" in whole(noted=noted)

    def test_a_log_written_anew_does_not(self, rows):
        noted = f"6:{rows[-1].hash}"
        sql("DELETE FROM editorial_logentry")
        sql("DELETE FROM editorial_loghead")
        append(6, title="Bài khác")
        assert "nguyên vẹn, 6 dòng" in whole()
        assert "khác với niêm phong đã ghi lại" in fault(noted=noted)

    def test_a_shortened_log_does_not(self, rows):
        sql("DELETE FROM editorial_logentry WHERE id = %s", rows[-1].pk)
        sql("UPDATE editorial_loghead SET length = 5, hash = %s", rows[-2].hash)
        assert "5 dòng" in whole()
        assert "lần trước đã ghi 6" in fault(noted=f"6:{rows[-1].hash}")

    @pytest.mark.parametrize("noted", ["6", "x:y", "6:abc", f"-1:{'0' * 64}"])
    def test_what_is_no_seal_is_told(self, noted):
        with pytest.raises(CommandError, match="SỐ_DÒNG:MÃ"):
            call_command("verify_log", noted=noted)


def _forged(like, pk, previous, *, is_sealed):
    said = [timezone.now(), None, "kẻ gian", "publish", like.content_type_id, 1, "Bài giả", None, "", "", ""]
    values = dict(zip(verifying.SEALED, said, strict=True))
    return LogEntry(pk=pk, hash=verifying.seal(previous, said) if is_sealed else "f" * 64, **values)


class TestAppendOnly:
    def test_no_row_is_changed_or_removed_in_code(self, rows):
        entry = LogEntry.objects.first()
        for act in (entry.save, entry.delete, LogEntry.objects.all().delete):
            with pytest.raises(LogError):
                act()
        with pytest.raises(LogError):
            LogEntry.objects.update(title="x")
        with pytest.raises(LogError), transaction.atomic():
            LogEntry.objects.bulk_update([entry], ["title"])
        with pytest.raises(LogError):
            LogEntry.objects.create(verb="x")
        assert "6 dòng" in whole()

    def test_an_act_that_is_rolled_back_leaves_no_row(self, rows):
        with transaction.atomic():
            append()
            transaction.set_rollback(True)
        assert "6 dòng" in whole()


@pytest.fixture
def database(tmp_path, monkeypatch):
    """One that several connections share: PostgreSQL's own, or a file with what SQLite's suite holds in memory."""
    if connection.vendor == "sqlite":
        path = tmp_path / "nhat-ky.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as file:
            connection.connection.backup(file)
        monkeypatch.setitem(connections.settings["default"], "NAME", str(path))


def in_thread(work):
    """On a connection of its own, which is closed behind it."""

    def run(*args):
        try:
            return work(*args)
        finally:
            connections["default"].close()

    return run


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("database")
def test_appending_at_once_never_forks_the_chain():
    together = threading.Barrier(4)

    def write(number):
        together.wait()
        for n in range(15):
            append(title=f"{number}.{n}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(in_thread(write), range(4)))
        length, _ = pool.submit(in_thread(verifying.verify)).result()
    assert length == 60


# In admin.

COLUMNS = 12


def log_page(client, user, query=""):
    client.force_login(user)
    return client.get(f"/admin/editorial/logentry/{query}")


def titles(response):
    return [entry.title for entry in response.context["cl"].result_list]


class TestAdmin:
    @pytest.mark.parametrize(("role", "code"), [(REPORTER, 403), (EDITOR, 403), (APPROVER, 200), (MANAGER, 200)])
    def test_approvers_and_managers_read_and_export_it(self, client, rows, role, code):
        assert log_page(client, make_staff(role)).status_code == code
        assert client.get("/admin/editorial/logentry/xuat/").status_code == code
        assert client.get(f"/admin/editorial/logentry/{rows[0].pk}/change/").status_code == code

    def test_no_visitor_reads_it(self, client):
        for address in ("", "xuat/"):
            response = client.get(f"/admin/editorial/logentry/{address}")
            assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/admin/login/")

    @pytest.mark.parametrize("superuser", [True, False])
    def test_nobody_edits_it(self, client, rows, superuser):
        client.force_login(make_user() if superuser else make_staff(MANAGER))
        base, pk = "/admin/editorial/logentry", rows[0].pk
        data = {"title": "x", "verb": "x", "user_name": "x"}
        for address in (f"{base}/add/", f"{base}/{pk}/delete/", f"{base}/{pk}/change/"):
            assert client.post(address, data | {"post": "yes"}).status_code == 403
        for address in (f"{base}/add/", f"{base}/{pk}/delete/"):
            assert client.get(address).status_code == 403
        client.post(f"{base}/", {"action": "delete_selected", "_selected_action": pk, "post": "yes"})
        assert "6 dòng" in whole()

    def test_it_is_found_by_verb_person_and_day(self, client):
        duyet = make_staff(APPROVER, "duyet")
        with time_machine.travel("2026-04-12 16:59:59Z", tick=False):  # 23:59:59 in Hồ Chí Minh City
            append(title="Cuối ngày")
        with time_machine.travel("2026-04-12 17:00:00Z", tick=False):
            append(title="Ngày sau", verb="publish", user=duyet)
        assert titles(log_page(client, duyet, "?viec=publish")) == ["Ngày sau"]
        assert titles(log_page(client, duyet, f"?nguoi={duyet.pk}")) == ["Ngày sau"]
        assert titles(log_page(client, duyet, "?nguoi=may")) == ["Cuối ngày"]
        assert titles(log_page(client, duyet, "?ngay=2026-04-12")) == ["Cuối ngày"]
        assert titles(log_page(client, duyet, "?ngay=13/04/2026")) == ["Ngày sau"]

    @pytest.mark.parametrize(
        "query",
        ["ngay=0001-01-01", "ngay=9999-12-31", "ngay=30/02/2026", "ngay=%00", "viec=%00", "viec=x", "nguoi=-1",
         f"nguoi={'9' * 30}", "nguoi=%00", "q=%00", "q=%F0%9F%98%80", f"q={'x' * 5000}"],
    )  # fmt: skip
    def test_an_odd_filter_is_no_error(self, client, rows, query):
        assert log_page(client, make_staff(MANAGER), f"?{query}").status_code in (200, 302)

    def test_a_day_is_asked_within_what_is_filtered_already(self, client, rows):
        page = log_page(client, make_staff(MANAGER), "?viec=save&q=thu").content.decode()
        assert '<input type="hidden" name="viec" value="save">' in page
        assert '<input type="hidden" name="q" value="thu">' in page

    def test_search_needs_no_accents(self, client, rows):
        append(title="Thông xe đường mới", reason="Đã đối chiếu")
        boss = make_staff(MANAGER)
        assert titles(log_page(client, boss, "?q=duong moi")) == ["Thông xe đường mới"]
        assert titles(log_page(client, boss, "?q=doi chieu")) == ["Thông xe đường mới"]
        assert titles(log_page(client, boss, "?q=khong co")) == []

    def test_search_and_filters_read_only_what_they_show(self, client):
        _many(6000)
        if connection.vendor == "sqlite":
            boss = make_staff(MANAGER)
            for query in ("", "?q=khong-co", "?viec=unshare", f"?nguoi={boss.pk}", "?ngay=2026-04-12"):
                client.force_login(boss)
                with CaptureQueriesContext(connection) as captured:
                    assert log_page(client, boss, query).status_code == 200
                statements = [one["sql"] for one in captured if TABLE in one["sql"]]
                assert statements
                assert [steps for one in statements if (steps := sqlite_steps(one)) > 60] == [], query

    def test_queries_do_not_grow(self, client):
        boss = make_staff(MANAGER)
        append(3)
        log_page(client, boss)
        with CaptureQueriesContext(connection) as few:
            client.get("/admin/editorial/logentry/")
        append(40)
        with CaptureQueriesContext(connection) as many:
            client.get("/admin/editorial/logentry/")
        assert len(few) == len(many) <= 12, "\n".join(one["sql"] for one in many)


def _many(number):
    """So many rows at once, unsealed: for what does not look at seals."""
    kind, now = ContentType.objects.get_for_model(Article), timezone.now()
    values = {"user_name": "hệ thống", "verb": "save", "content_type": kind, "object_id": 1, "at": now, "hash": "0"}
    LogEntry.objects.bulk_create([LogEntry(title=f"Bài {n}", **values) for n in range(number)], batch_size=500)


class TestExport:
    def export(self, client):
        client.force_login(make_staff(MANAGER))
        response = client.get("/admin/editorial/logentry/xuat/")
        text = b"".join(response.streaming_content).decode()
        assert text.startswith("\ufeff")
        return response, list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    def test_it_holds_every_row_oldest_first(self, client, rows):
        response, lines = self.export(client)
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert "no-store" in response["Cache-Control"]
        assert [line[0] for line in lines] == ["Số", *(str(row.pk) for row in rows)]
        assert {len(line) for line in lines} == {COLUMNS}
        assert lines[1][2:7] == ["hệ thống", "Sửa", "bài viết", "1", "Bài thử"]
        assert lines[1][-1] == rows[0].hash

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
    def test_no_cell_is_a_formula(self, client, sign):
        evil = f'{sign}HYPERLINK("http://example.com","x")'
        append(title=evil, user_name=evil, reason=evil)
        _, lines = self.export(client)
        found = [cell for cell in lines[1] if "HYPERLINK" in cell]
        assert len(found) == 3
        assert all(cell.startswith("'") for cell in found)

    def test_a_kind_that_is_gone_is_still_told(self, client):
        gone = ContentType.objects.create(app_label="news", model="chuyenra")
        with transaction.atomic():
            LogEntry.append(user=None, user_name="ai", verb="save", object_id=1, content_type=gone)
        _, lines = self.export(client)
        assert lines[1][4] == "chuyenra"

    def test_commas_quotes_and_lines_stay_in_their_cell(self, client):
        append(title='Bài "hay", tập 1', reason="dòng một\ndòng hai")
        _, lines = self.export(client)
        assert 'Bài "hay", tập 1' in lines[1]
        assert "dòng một\ndòng hai" in lines[1]


def test_an_account_in_the_log_is_never_removed(rows):
    user = make_user()
    append(user=user)
    with pytest.raises(Exception, match="protected"):
        User.objects.get(pk=user.pk).delete()
