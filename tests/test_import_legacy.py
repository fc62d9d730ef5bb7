import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from govap.counting.models import Counter
from govap.search import index
from news.models import Article, Category, DayCount
from videos.importing import split_part
from videos.models import Programme, Video

SEED = Path(__file__).parent / "data" / "legacy-article.txt"
MODELS = [Article, Category, DayCount, Programme, Video, Counter]

pytestmark = pytest.mark.django_db


def run(*paths, **options):
    out = StringIO()
    call_command("import_legacy", *map(str, paths), stdout=out, **options)
    return out.getvalue().splitlines()


def fail(*paths):
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("import_legacy", *map(str, paths), stdout=out)
    assert failure.value.returncode == 1
    return out.getvalue().splitlines()


def everything():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


def variant(folder, name, *changes):
    text = SEED.read_text()
    for old, new in changes:
        text = text.replace(old, new)
    file = folder / name
    file.write_text(text)
    return file


def test_the_page_becomes_an_article_citizens_see():
    [line] = run(SEED)
    assert line.startswith(f"{SEED}: đã nhập bài và 18 video “Tăng cường")
    article = Article.objects.published().get()
    assert (article.category.name, article.dateline, article.view_count) == ("Hoạt động Đảng bộ", "WEBGOVAP", 328)
    assert article.credits == [("Bài", "BA MINH"), ("Ảnh", "Ban Dân vận Quận ủy")]
    assert article.slug.startswith("tang-cuong-va-doi-moi-cong-tac-dan-van")
    assert article.body.count("<h2>") == 5
    assert article.pk not in index.ids("desk", "article", "so luot")


def test_the_page_can_be_read_on_the_site(client):
    run(SEED)
    article = Article.objects.get()
    page = client.get(f"/tin-tuc/{article.slug}-{article.pk}/").content.decode()
    assert "Số lượt người xem: 328" in " ".join(re.sub("<[^>]*>", "", page).split())
    assert "Go Search" not in page


def test_videos_join_programmes_by_name():
    run(SEED)
    parts = Video.objects.filter(programme__title="Phòng cháy chữa cháy").values_list("part", flat=True)
    assert sorted(parts) == ["", "A", "C", "D", "E"]
    illness = Programme.objects.get(title="Phòng, chống bệnh Sốt xuất huyết")
    assert sorted(illness.videos.values_list("part", flat=True)) == ["", "Phần 2"]
    assert (Programme.objects.count(), Video.objects.published().count()) == (9, 18)
    assert not Video.objects.exclude(file="", youtube_id="").exists()


def test_videos_join_a_programme_that_is_there():
    own = Programme.objects.create(title="PHÒNG CHÁY CHỮA CHÁY")
    run(SEED)
    assert own.videos.count() == 5


def test_running_twice_changes_nothing():
    run(SEED)
    before = everything()
    [line] = run(SEED)
    assert ": đã có “Tăng cường" in line
    assert everything() == before


def test_a_second_run_leaves_the_work_of_staff_alone():
    run(SEED)
    article = Article.objects.get()
    article.title, article.is_live = "Tiêu đề đã sửa", False
    article.save()
    run(SEED)
    assert Article.objects.get().title == "Tiêu đề đã sửa"


def test_the_same_page_saved_as_html_is_the_same_article(tmp_path):
    run(SEED)
    lines = SEED.read_text().splitlines()
    source = "<!-- saved from url=(0050)http://govap.hochiminhcity.gov.vn/tintuc/lists/posts/post.aspx?ItemID=7 -->"
    page = tmp_path / "bai.htm"
    page.write_text(source + "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>")
    [line] = run(page)
    assert "đã có" in line


def test_an_address_becomes_the_key(tmp_path):
    lines = SEED.read_text().splitlines()
    source = "<!-- saved from url=(0050)http://govap.hochiminhcity.gov.vn/TinTuc/default.aspx?ItemID=7&Mode=1 -->"
    page = tmp_path / "bai.htm"
    page.write_text(source + "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>")
    run(page)
    article = Article.objects.get()
    assert article.legacy_key == "tintuc/7"
    assert article.legacy_address.endswith("/TinTuc/default.aspx?ItemID=7&Mode=1")


def test_a_trial_writes_nothing_and_says_what_would_come():
    before = everything()
    [line] = run(SEED, dry_run=True)
    assert "sẽ nhập bài và 18 video" in line
    assert everything() == before


def test_visits_are_carried_over_once(tmp_path):
    Counter.objects.create(name="visits", value=12)
    run(SEED)
    assert Counter.objects.get(name="visits").value == 43316211
    later = variant(tmp_path, "b.txt", ("Tăng cường và đổi mới công tác", "Bài khác về"), ("\n4\n3\n3", "\n9\n9\n9"))
    run(later)
    assert Article.objects.count() == 2
    assert Counter.objects.get(name="visits").value == 43316211


def test_the_category_is_found_whatever_its_case():
    category = Category.objects.create(name="HOẠT ĐỘNG ĐẢNG BỘ", slug="dang-bo")
    run(SEED)
    assert Article.objects.get().category == category
    assert Category.objects.count() == 1


def test_a_new_category_stands_last():
    Category.objects.create(name="Kinh tế", order=4)
    run(SEED)
    assert Category.objects.get(name="Hoạt động Đảng bộ").order == 5


def test_broken_files_are_named_and_do_not_stop_the_others(tmp_path):
    (tmp_path / "a-trong.txt").write_bytes(b"")
    (tmp_path / "b-anh.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(99))
    variant(tmp_path, "c-ngay.txt", ("12 Tháng Tư", "31 Tháng Tư"))
    (tmp_path / "d-nua.txt").write_bytes(SEED.read_bytes()[:6000])
    shutil.copy(SEED, tmp_path / "e-tot.txt")
    lines = fail(tmp_path, tmp_path / "khong-co.txt")
    expected = [
        "a-trong.txt: LỖI, dòng 1: Tệp trống",
        "b-anh.jpg: LỖI, dòng 1: Tệp nhị phân",
        "c-ngay.txt: LỖI, dòng 33: Ngày giờ “31 Tháng Tư 2017 4:10:00 CH” không có thật",
        "d-nua.txt: LỖI, dòng 49: Trang bị cắt ngang",
        "e-tot.txt: đã nhập bài",
        "khong-co.txt: LỖI, không có tệp này",
    ]
    assert len(lines) == len(expected)
    assert all(line.startswith(f"{tmp_path}/{start}") for line, start in zip(lines, expected, strict=True))
    assert Article.objects.count() == 1


def test_a_page_that_the_database_refuses_leaves_nothing_behind(tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError("đĩa đầy")

    before = everything()
    monkeypatch.setattr(Video, "save", refuse)
    [line] = fail(SEED)
    assert "cơ sở dữ liệu không nhận (đĩa đầy)" in line
    assert everything() == before


def test_a_folder_is_read_whole_but_for_what_browsers_put_beside(tmp_path):
    for place in ("2017/04/bai.txt", "bai_files/anh.txt", ".luu/bai.txt"):
        (tmp_path / place).parent.mkdir(parents=True)
        shutil.copy(SEED, tmp_path / place)
    [line] = run(tmp_path)
    assert line.startswith(str(tmp_path / "2017/04/bai.txt"))


def test_an_empty_folder_is_said(tmp_path):
    [line] = fail(tmp_path)
    assert "thư mục không có trang nào" in line


def test_a_name_with_a_line_end_stays_on_its_line(tmp_path):
    odd = tmp_path / "bài\nxấu.txt"
    odd.write_text("x")
    assert len(fail(odd)) == 1


@pytest.mark.parametrize(
    ("title", "base", "part"),
    [
        ("Phòng cháy chữa cháy D", "Phòng cháy chữa cháy", "D"),
        ("Sốt xuất huyết - Phần 2", "Sốt xuất huyết", "Phần 2"),
        ("Công bố - Ra mắt BCH Đảng bộ khóa X B", "Công bố - Ra mắt BCH Đảng bộ khóa X", "B"),
        ("Đại hội khóa X", "Đại hội khóa X", ""),
        ("1000 năm Thăng Long", "1000 năm Thăng Long", ""),
        ("A", "A", ""),
    ],
)
def test_parts(title, base, part):
    assert split_part(title) == (base, part)
