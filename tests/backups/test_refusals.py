"""What is damaged, foreign or not allowed is refused in one line that names it and the remedy; nothing changes."""

import fcntl
import io
import json
import os
import random
import tarfile
import tempfile
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from govap.backups import notes, sums
from tests.backups.conftest import media, rows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(site, tmp_path, backup):
    backup(tmp_path / "a.tar")
    return tmp_path / "a.tar"


@pytest.fixture
def folder(site, tmp_path, backup):
    backup(f"{tmp_path}/cac-ban/")
    return next((tmp_path / "cac-ban").iterdir())


def refusal(call, *arguments):
    """The line that a refused command leaves; the site is what it was."""
    before = rows()
    with pytest.raises(CommandError) as caught:
        call(*arguments)
    line = str(caught.value)
    assert "\n" not in line
    assert "Traceback" not in line
    assert rows() == before
    return line


def rewrite(folder, name, change):
    """Change a file of a copy and make its sums fit, as who means harm would."""
    path = folder / name
    path.chmod(0o600)
    path.write_bytes(change(path.read_bytes()))
    known = sums.read((folder / sums.NAME).read_text())
    with path.open("rb") as file:
        known[name] = sums.sum_of(file)
    (folder / sums.NAME).chmod(0o600)
    (folder / sums.NAME).write_text(sums.written(known))


def test_a_site_with_content_asks_first(archive, restore):
    assert "--replace" in refusal(restore, archive)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_cut_archive_is_refused(archive, restore, share):
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * share)])
    assert "hỏng" in refusal(restore, archive, "--replace")


def test_one_flipped_bit_anywhere_is_refused(archive, restore):
    content = archive.read_bytes()
    with tarfile.open(archive) as tar:
        middles = [member.offset_data + member.size // 2 for member in tar]
    for place in [*middles, *random.Random(1).sample(range(len(content)), 200)]:
        archive.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(CommandError, match="hỏng"):
            restore(archive, "--check")
    archive.write_bytes(content)
    assert "nguyên vẹn" in restore(archive, "--check")


def test_a_missing_file_and_a_file_too_many_are_refused(folder, restore):
    extra = folder / "media" / "la.txt"
    extra.write_text("x")
    assert "media/la.txt không có trong SHA256SUMS" in refusal(restore, folder, "--check")
    extra.unlink()
    gone = next(path for path in (folder / "media").rglob("*") if path.is_file())
    gone.unlink()
    assert f"thiếu {gone.relative_to(folder)}" in refusal(restore, folder, "--check")


@pytest.mark.parametrize(
    "name", ["../ngoai.txt", "media/../../ngoai.txt", "/tmp/ngoai.txt", "media", "spool/a/b", "la"]
)
def test_a_name_that_leads_out_is_refused(folder, tmp_path, restore, name):
    archive = tmp_path / "doc-hai.tar"
    known = sums.read((folder / sums.NAME).read_text()) | {name: sums.hashlib.sha256(b"x").hexdigest()}
    with tarfile.open(archive, "w") as tar:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name != sums.NAME:
                tar.add(path, path.relative_to(folder))
        for own, content in ((name, b"x"), (sums.NAME, sums.written(known).encode())):
            info = tarfile.TarInfo(own)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    assert "tên lạ" in refusal(restore, archive, "--replace")
    assert not (tmp_path / "ngoai.txt").exists()


@pytest.mark.parametrize("content", [b"", b"khong phai", b"\x1f\x8b" + bytes(600), bytes(10240)])
def test_what_is_no_copy_is_refused(site, tmp_path, restore, content):
    (tmp_path / "a.tar").write_bytes(content)
    assert "bản sao lưu" in refusal(restore, tmp_path / "a.tar", "--replace")


def test_no_file_and_an_empty_folder_are_refused(site, tmp_path, restore):
    assert f"Không có {tmp_path}/khong-co" in refusal(restore, tmp_path / "khong-co")
    assert "Thiếu SHA256SUMS" in refusal(restore, tmp_path)


@pytest.mark.parametrize(
    ("change", "word"), [(lambda found: [*found, "news.9999_sau"], "mới hơn"), (lambda found: found[:-1], "cũ hơn")]
)
def test_another_versions_schema_is_told(folder, restore, change, word):
    def other(content):
        manifest = json.loads(content)
        return json.dumps(
            manifest | {"migrations": change(manifest["migrations"]), "version": "9.9 (abc1234)"}
        ).encode()

    rewrite(folder, "manifest.json", other)
    line = refusal(restore, folder, "--replace")
    assert word in line
    assert "Cài đúng bản 9.9 (abc1234)" in line


def test_another_database_is_told(folder, restore):
    theirs = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    names = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
    (folder / names[connection.vendor]).rename(folder / names[theirs])
    known = sums.read((folder / sums.NAME).read_text())
    known[names[theirs]] = known.pop(names[connection.vendor])
    (folder / sums.NAME).chmod(0o600)
    (folder / sums.NAME).write_text(sums.written(known))
    rewrite(folder, "manifest.json", lambda content: content.replace(connection.vendor.encode(), theirs.encode(), 1))
    assert "DATABASE_URL" in refusal(restore, folder, "--replace")


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"format": 99}', b"\xff", b'{"format": 1, "engine": "oracle"}'])
def test_an_odd_manifest_is_refused(folder, restore, content):
    rewrite(folder, "manifest.json", lambda _: content)
    assert "Bản sao lưu" in refusal(restore, folder, "--replace")


def test_a_database_that_its_engine_cannot_read_is_refused(folder, restore):
    name = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}[connection.vendor]
    rewrite(folder, name, lambda content: content[: len(content) // 2])
    assert refusal(restore, folder, "--replace")


def test_a_file_that_is_there_is_not_overwritten(site, tmp_path, backup):
    (tmp_path / "a.tar").write_text("của người khác")
    assert "Đã có" in refusal(backup, tmp_path / "a.tar")
    assert (tmp_path / "a.tar").read_text() == "của người khác"


def test_a_folder_that_is_not_there(site, tmp_path, backup):
    assert f"Không có {tmp_path}/khong-co" in refusal(backup, tmp_path / "khong-co" / "a.tar")


@pytest.mark.parametrize("keep", ["0", "-1", "hai", "1001", "1" * 40, "٣"])
def test_an_odd_number_to_keep_is_refused(site, tmp_path, backup, keep):
    assert "--keep" in refusal(backup, tmp_path, f"--keep={keep}")


def test_one_at_a_time(site, settings, tmp_path, backup):
    with (settings.VAR_DIR / "sao-luu.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "khác chạy" in refusal(backup, tmp_path / "a.tar")


@pytest.mark.skipif(os.geteuid() != 0 or not hasattr(os, "seteuid"), reason="needs another account to become")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_no_rights(site, settings, tmp_path, backup):
    closed = tmp_path / "kin"
    closed.mkdir(mode=0o700)
    for path in (tmp_path, *tmp_path.parents):
        if Path(tempfile.gettempdir()) in path.parents:
            path.chmod(0o755)
    os.chown(settings.VAR_DIR, 65534, -1)
    os.seteuid(65534)
    try:
        with pytest.raises(CommandError, match="Không có quyền với .*kin") as caught:
            backup(closed / "a.tar")
    finally:
        os.seteuid(0)
    assert "tài khoản của dịch vụ" in str(caught.value)


def test_a_failure_is_noted_and_the_last_good_copy_is_not_forgotten(archive, tmp_path, backup):
    refusal(backup, tmp_path / "khong-co" / "a.tar")
    found = notes.last()
    assert found["place"] == str(archive)
    assert "khong-co" in found["fault"]


@pytest.mark.parametrize("place", ["a.tar", "cac-ban/"])
def test_a_full_disk_leaves_nothing_behind(site, settings, backup, small_disk, place):
    (settings.MEDIA_ROOT / "phim.mp4").write_bytes(os.urandom(3_000_000))
    assert "Hết chỗ khi ghi" in refusal(backup, f"{small_disk}/{place}")
    assert not [path for path in small_disk.rglob("*") if path.is_file()]


def test_a_full_disk_stops_a_restore_before_it_begins(site, settings, tmp_path, commands, small_disk):
    backup, restore = commands
    (settings.MEDIA_ROOT / "phim.mp4").write_bytes(os.urandom(3_000_000))
    backup(tmp_path / "a.tar")
    settings.MEDIA_ROOT = small_disk
    assert "Hết chỗ khi ghi" in refusal(restore, tmp_path / "a.tar", "--replace")
    assert "phim.mp4" not in media(small_disk)
