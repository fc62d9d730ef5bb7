"""Every public page against the Nu HTML checker, where it is installed: NU_CHECKER=…/vnu.jar. What it found once is
looked for here without it too."""

import os
import re
import shutil
import subprocess

import pytest

from govap.library.models import Image
from tests.factories import make_article
from tests.pictures import upload
from tests.populated import populate
from tests.test_everything import PAGES, SEARCHES, address

pytestmark = pytest.mark.django_db
CHECKER = os.environ.get("NU_CHECKER", "")
TABLE = "<table><tbody><tr>" + "<td>Ô</td>" * 12 + "</tr></tbody></table>"
RICH = (
    "<h2>Mục một</h2><p>Theo Kế hoạch số 46-KH/QU<small>Ghi <em>chú</em> một.</small>, từ ngày 12/4.</p>"
    f'<ol><li>Một<ul><li>Hai</li></ul></li></ol>{TABLE}<blockquote><p>Lời</p></blockquote>'
    '<figure data-album="99"></figure><figure data-video="99"></figure>'
    '<p><a data-document="9" href="/tai-lieu/9/">Tệp</a></p>'
)  # fmt: skip
ODD = {
    "long_title": {"title": "Hội nghị sơ kết " * 18},
    "one_word": {"title": "Ngữ" * 66, "summary": "", "body": ""},
    "headings": {"body": "<h2>Mục</h2><p>Lời.</p><h3>Con</h3>" * 40},
    "rich": {"body": RICH, "byline": [{"role": "bai", "name": 'BA "MINH" <x>'}], "tags": ["Y tế & khác"]},
    "signs": {"title": '</title><script>"&amp;', "summary": "<!-- --> ]]> &#0;"},
}


@pytest.fixture
def pages(client):
    """{name: its HTML} of every page there is, of articles with odd texts and of one with a picture."""
    populate(30)
    paths = {name: address(pattern) for name, pattern in (PAGES | SEARCHES).items()}
    paths |= {name: make_article(**over).get_absolute_url() for name, over in ODD.items()}
    picture = Image(file=upload(size=(1300, 640)), alt="Trụ sở")
    picture.save()
    body = f'<figure><img src="{picture.url}" alt=""><figcaption>Chú thích. Ảnh: Nguồn</figcaption></figure>'
    paths["picture"] = make_article(image=picture, body=body).get_absolute_url()
    paths["home_with_picture"], paths["missing"] = "/", "/khong-co-trang-nay/"
    return {name: client.get(path).content.decode() for name, path in paths.items()}


@pytest.mark.skipif(not (CHECKER and shutil.which("java")), reason="NU_CHECKER names no vnu.jar, or there is no Java")
def test_checker_finds_no_error(pages, tmp_path):
    for name, page in pages.items():
        (tmp_path / f"{name}.html").write_text(page)
    command = ["java", "-jar", CHECKER, "--errors-only", "--format", "gnu", str(tmp_path)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_what_it_found_once_is_gone(pages):
    for name, page in pages.items():
        assert not re.findall(r'datetime="[^"]*\.\d{4,}[^"]*"', page), name  # three digits of a second at most
        for source in re.findall(r"<source[^>]*>", page):
            assert re.search(r'srcset="[^"]*\dw" sizes="', source), name  # as its <img> has them


def test_no_address_of_an_element_stands_twice(pages):
    for name, page in pages.items():
        ids = re.findall(r'\sid="([^"]*)"', page)
        assert len(ids) == len(set(ids)), (name, sorted({one for one in ids if ids.count(one) > 1}))
