"""The page and the command tell the same, to those who run the site and to nobody else."""

import os
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from govap.backups import notes
from govap.editorial import workflow
from govap.editorial.models import TickState
from govap.editorial.roles import APPROVER, EDITOR, MANAGER, REPORTER
from govap.library.models import Image, PendingRenditions
from govap.search.entries import FORMAT
from govap.search.models import Rebuilding, Waiting
from govap.status import database, machine
from govap.status.findings import BAD, GOOD, WARN
from govap.status.report import report
from govap.tick import tick
from tests.factories import make_draft, make_staff
from tests.pictures import upload

pytestmark = pytest.mark.django_db
PATH = "/admin/tinh-trang/"


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.VAR_DIR = settings.MEDIA_ROOT = tmp_path


def named(name):
    return next(finding for finding in report() if finding.name == name)


@pytest.mark.parametrize("role", [REPORTER, EDITOR, APPROVER])
def test_only_managers_see_it(client, role):
    client.force_login(make_staff(role))
    assert client.get(PATH).status_code == 403
    assert PATH not in client.get("/admin/").content.decode()


def test_strangers_are_asked_to_log_in(client):
    assert client.get(PATH)["Location"].startswith("/admin/login/")


def test_a_manager_reads_it_and_finds_the_way_there(client, django_assert_max_num_queries):
    client.force_login(make_staff(MANAGER))
    assert PATH in client.get("/admin/").content.decode()
    with django_assert_max_num_queries(18):
        response = client.get(PATH)
    page = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    for finding in report():
        assert finding.name in page
    assert client.post(PATH).status_code == 405


def test_the_cost_does_not_grow(client):
    Waiting.objects.bulk_create([Waiting(kind="article", object_id=pk) for pk in range(1, 1500)])
    assert "ít nhất 1.000 mục" in named("Tìm kiếm").words


def test_a_fresh_site_has_no_fault():
    tick()
    notes.note_success(place="/sao-luu/a", files=3, bytes=2000)
    assert {finding.name: finding.state for finding in report() if finding.state == BAD} == {}
    assert named("Cấu trúc dữ liệu").state == GOOD
    assert named("Cơ sở dữ liệu").words.startswith(connection.display_name)


def test_a_tick_that_stands_still():
    TickState.objects.create(pk=1, done_until=timezone.now() - timedelta(minutes=10))
    assert named("Nhịp định kỳ").state == WARN
    TickState.objects.update(done_until=timezone.now() - timedelta(hours=2))
    assert named("Nhịp định kỳ").state == BAD


def test_a_schedule_that_is_late():
    item = make_draft(make_staff(REPORTER), summary="Tóm tắt.")
    workflow.schedule(item, make_staff(APPROVER), timezone.now() + timedelta(hours=1))
    assert named("Hẹn giờ").state == GOOD
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=5)):
        assert named("Hẹn giờ").state == BAD
        assert "1 bài" in named("Hẹn giờ").words


def test_pictures_that_cannot_be_made_small():
    Image.objects.create(file=upload())
    assert named("Bản nhỏ của ảnh").state == GOOD
    PendingRenditions.objects.update(tries=5)
    assert named("Bản nhỏ của ảnh").state == WARN


def test_counts_that_wait_too_long(settings):
    folder = settings.VAR_DIR / "spool"
    folder.mkdir()
    (folder / "1.open").write_bytes(b"\nvisit 0 2026-01-02")
    assert named("Lượt xem chờ cộng").state == GOOD
    os.utime(folder / "1.open", (time.time() - 600,) * 2)
    assert named("Lượt xem chờ cộng").state == WARN
    assert "10 phút" in named("Lượt xem chờ cộng").words


def test_backups_that_fail_or_grow_old(settings):
    assert named("Sao lưu").state == WARN
    notes.note_failure("Hết chỗ khi ghi /sao-luu.")
    assert named("Sao lưu").state == BAD
    assert "Hết chỗ" in named("Sao lưu").words
    notes.note_success(place="/sao-luu/a", files=3, bytes=2000)
    assert named("Sao lưu").state == GOOD
    old = notes.path().read_text().replace(f"{timezone.now():%Y}", "2020")
    notes.path().write_text(old)
    assert named("Sao lưu").state == BAD


@pytest.mark.parametrize("content", ["", "[]", '{"made_at": 1}', '{"made_at": "hom qua"}', "\x00"])
def test_a_note_that_was_spoilt_is_no_traceback(client, content):
    notes.path().write_text(content)
    client.force_login(make_staff(MANAGER))
    assert client.get(PATH).status_code == 200


def test_a_disk_that_fills(monkeypatch):
    monkeypatch.setattr(machine, "LITTLE", 10**18)
    assert named("Ổ đĩa của VAR_DIR").state == WARN
    monkeypatch.setattr(machine, "HARDLY_ANY", 10**18)
    assert named("Ổ đĩa của MEDIA_ROOT").state == BAD


def test_a_schema_that_does_not_fit():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'news' AND name = '0004_newsroom_constraints'")
    assert "thiếu 1 bước" in named("Cấu trúc dữ liệu").words
    assert named("Cấu trúc dữ liệu").state == BAD


def test_a_database_that_is_away(monkeypatch, capsys):
    def refuse():
        raise DatabaseError("connection refused\nis the server running?")

    monkeypatch.setattr(database, "LOOKS", (refuse,))
    assert named("Cơ sở dữ liệu").state == BAD
    with pytest.raises(SystemExit) as left:
        call_command("status")
    assert left.value.code == 1
    assert (
        "Lỗi    Cơ sở dữ liệu: không trả lời (connection refused is the server running?) →" in capsys.readouterr().out
    )


def test_the_command_ends_well_on_a_good_site(capsys):
    tick()
    notes.note_success(place="/sao-luu/a", files=3, bytes=2000)
    call_command("status")
    assert "Tốt    Nhịp định kỳ" in capsys.readouterr().out


def test_an_index_of_a_former_version_is_told():
    Rebuilding.finish(FORMAT)
    assert named("Tìm kiếm").state == GOOD
    Rebuilding.finish(FORMAT - 1)
    assert named("Tìm kiếm").remedy == "Chạy manage.py rebuild_search một lần."
