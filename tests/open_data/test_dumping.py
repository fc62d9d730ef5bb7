"""The nightly files: what they hold, their sums, and that a dump that breaks off changes nothing."""

import fcntl
import gzip
import hashlib
import json
import subprocess
import tracemalloc
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from govap.api import openapi
from govap.open_data import dumping
from govap.portal.models import Identity
from tests.api.schema import faults
from tests.factories import make_article, make_category, make_video
from tests.populated import populate

pytestmark = pytest.mark.django_db
SCHEMAS = {"bai-viet": "WholeArticle", "video": "WholeVideo", "chuyen-muc": "Category", "the": "Tag"}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.VAR_DIR = str(tmp_path)
    return tmp_path / "du-lieu-mo"


def run(folder=None):
    out = StringIO()
    call_command("open_data", *filter(None, [folder and str(folder)]), stdout=out)
    return out.getvalue()


def read(folder):
    """What each file of the dump holds, by the beginning of its name."""
    held = {}
    for one in dumping.listed(folder)["files"]:
        with gzip.open(folder / one["name"], "rt") as lines:
            held[one["name"].rsplit("-", 1)[0]] = [json.loads(line) for line in lines]
    return held


def names(folder):
    return {path.name for path in folder.iterdir() if path.name != dumping.LOCK}


def test_every_line_is_what_the_api_says(home):
    populate(20)
    run()
    held = read(home)
    assert {stem: len(lines) for stem, lines in held.items()} == {
        "bai-viet": 20,
        "video": 12,
        "chuyen-muc": 7,
        "the": 2,
    }
    for stem, lines in held.items():
        for line in lines:
            assert faults(line, {"$ref": f"#/components/schemas/{SCHEMAS[stem]}"}, openapi.document()) == []


def test_addresses_are_full(home, settings):
    settings.ALLOWED_HOSTS, settings.INSECURE_HTTP = [".govap.example.vn", "testserver"], False
    article = make_article()
    run()
    assert read(home)["bai-viet"][0]["url"] == f"https://govap.example.vn{article.get_absolute_url()}"


def test_nothing_hidden_is_in_it(home):
    make_article(title="zqxkinh", is_live=False, tags=["zqxkinh"])
    make_video(title="zqxkinh", is_live=False)
    make_category(name="zqxkinh", is_visible=False)
    make_article(title="Hiện")
    run()
    held = read(home)
    assert "zqxkinh" not in json.dumps(held)
    assert [one["title"] for one in held["bai-viet"]] == ["Hiện"]


def test_sums_are_true(home):
    make_article()
    run()
    for one in dumping.listed(home)["files"]:
        content = (home / one["name"]).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (one["sha256"], one["bytes"])
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=home, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_the_same_content_has_the_same_sum(home):
    make_article()
    sums = []
    for day in ("2099-01-05 02:00+07:00", "2099-01-06 02:00+07:00"):
        with time_machine.travel(day, tick=False):
            run()
        sums.append([one["sha256"] for one in dumping.listed(home)["files"]])
    assert sums[0] == sums[1]


def test_the_dump_before_is_kept_and_older_ones_are_not(home):
    make_article()
    dumps = []
    for day in (5, 6, 7):
        with time_machine.travel(f"2099-01-0{day} 02:00+07:00", tick=False):
            run()
        dumps.append({one["name"] for one in dumping.listed(home)["files"]})
    assert names(home) == dumps[1] | dumps[2] | {"muc-luc.json", "SHA256SUMS"}


def test_a_foreign_file_is_left_alone(home):
    home.mkdir()
    (home / "ghi-chu.txt").write_text("của tôi")
    run()
    assert (home / "ghi-chu.txt").read_text() == "của tôi"


def test_a_dump_that_breaks_off_changes_nothing(home, settings):
    make_article()
    with time_machine.travel("2099-01-05 02:00+07:00", tick=False):
        run()
    before = {name: (home / name).read_bytes() for name in names(home)}
    make_article(byline=[{"role": "khong-co", "name": "x"}])  # a row that no door of ours lets in
    with time_machine.travel("2099-01-06 02:00+07:00", tick=False), pytest.raises(KeyError):
        run()
    assert {name: (home / name).read_bytes() for name in names(home)} == before


def test_two_at_once_are_one(home):
    run()
    with (home / dumping.LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="đang ghi vào"):
            run()


def test_a_folder_that_cannot_be_is_told_in_one_line(tmp_path):
    (tmp_path / "tep").write_text("")
    with pytest.raises(CommandError, match=r"^Không ghi được vào .*Bản cũ vẫn còn nguyên\.$"):
        run(tmp_path / "tep" / "trong")


def test_memory_does_not_grow_with_the_site(tmp_path):
    populate(1500)
    run(tmp_path / "lam-nong")
    tracemalloc.start()
    run(tmp_path / "do")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = sum(len(json.dumps(one)) for one in read(tmp_path / "do")["bai-viet"])
    assert most < size / 2, (most, size)  # a chunk of rows at a time, never all


class TestPage:
    def test_it_offers_what_is_there(self, client):
        Identity(source_note="Ghi rõ nguồn.").save()
        assert "Chưa có bản xuất nào" in client.get("/du-lieu-mo/").content.decode()
        run()
        page = client.get("/du-lieu-mo/").content.decode()
        assert "Ghi rõ nguồn." in page
        for one in dumping.listed(dumping.home())["files"]:
            assert f'href="/du-lieu-mo/{one["name"]}"' in page

    def test_files_are_downloaded_as_they_are(self, client, home):
        make_article()
        run()
        [first, *_] = dumping.listed(home)["files"]
        response = client.get(f"/du-lieu-mo/{first['name']}", headers={"Accept-Encoding": "gzip"})
        assert response.getvalue() == (home / first["name"]).read_bytes()
        assert response["Content-Disposition"] == "attachment"
        assert response["Access-Control-Allow-Origin"] == "*"

    def test_an_address_without_date_leads_to_the_newest(self, client, home):
        for day in (5, 6):
            with time_machine.travel(f"2099-01-0{day} 02:00+07:00", tick=False):
                run()
            response = client.get("/du-lieu-mo/bai-viet.jsonl.gz")
            assert (response.status_code, response["Cache-Control"]) == (302, "public, max-age=60")
            assert response["Location"] == f"/du-lieu-mo/bai-viet-2099010{day}T020000.jsonl.gz"
            assert response["Access-Control-Allow-Origin"] == "*"
        assert client.get("/du-lieu-mo/khong-co.jsonl.gz").status_code == 404
        assert "/du-lieu-mo/bai-viet.jsonl.gz" in client.get("/du-lieu-mo/").content.decode()

    def test_a_download_goes_on_where_it_broke_off(self, client, home):
        make_article()
        run()
        [first, *_] = dumping.listed(home)["files"]
        rest = client.get(f"/du-lieu-mo/{first['name']}", headers={"Range": "bytes=20-"})
        assert (rest.status_code, rest.getvalue()) == (206, (home / first["name"]).read_bytes()[20:])

    def test_lists_are_read_by_programs(self, client):
        run()
        response = client.get("/du-lieu-mo/muc-luc.json")
        assert response["Content-Type"].startswith("application/json")
        assert len(json.loads(response.getvalue())["files"]) == 4
        assert client.get("/du-lieu-mo/SHA256SUMS").getvalue().count(b"\n") == 4

    @pytest.mark.parametrize(
        "name", [".khoa", "..%2Fgovap.sqlite3", "%2e%2e", "bai-viet-20260105T020000.jsonl.gz", "%00", "muc-luc.json/"]
    )
    def test_nothing_else_is_given(self, client, name):
        run()
        assert client.get(f"/du-lieu-mo/{name}").status_code in {400, 404}
