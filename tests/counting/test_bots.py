import json
import re

import pytest
from django.core.management import CommandError, call_command

from govap.counting import bots

PERSONS = """\
Mozilla/5.0 (Linux; Android 9; CUBOT X19 Build/PPR1) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36
Mozilla/5.0 (Linux; Android 15; SM-S928B Build/AP3A.240617.008; wv) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile \
Safari/537.36 Zalo android/24120650 ZaloTheme/light ZaloLanguage/vi
Mozilla/5.0 (Linux; Android 12; SM-A127F; wv) Version/4.0 Chrome/120.0 [FB_IAB/FB4A;FBAV/440.0.0.32.109;IABMV/1;]
Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148 [FBAN/FBIOS;FBAV/466.0.0.36;FBLC/vi_VN]
Mozilla/5.0 (Windows NT 10.0; Win64; x64) coc_coc_browser/132.0.0 Chrome/126.0.0.0 Safari/537.36
Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0
Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0
Mozilla/5.0 (Linux; Android 10; K) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36
Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1
Mozilla/5.0 (Linux; U; Android 11; vi-vn; Redmi Note 8) Chrome/100.0.4896.127 XiaoMi/MiuiBrowser/13.22.1-gn
Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; vi) Presto/2.12.423 Version/12.16
Mozilla/5.0 (Linux; Android 11; KFTRWI) Silk/120.4.1 like Chrome/120.0.6099.230 Safari/537.36
""".splitlines()
PROGRAMS = """\
Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)
facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)
WhatsApp/2.23.20.0
curl/8.1
python-requests/2.32
Go-http-client/2.0
Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0.0.0 Safari/537.36
Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)
Scrapy/2.11 (+https://scrapy.org)
okhttp/4.9.0
meta-externalagent/1.1
""".splitlines()


@pytest.mark.parametrize("agent", PERSONS)
def test_reader_is_a_person(agent):
    assert bots.is_person(agent)


@pytest.mark.parametrize("agent", [*PROGRAMS, ""])
def test_program_is_no_person(agent):
    assert not bots.is_person(agent)


def test_list_says_where_it_comes_from_and_when():
    first, *patterns = bots.LIST.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"# github\.com/.+ MIT, lấy ngày \d\d/\d\d/\d{4}", first)
    assert len(patterns) > 1000


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(bots, "LIST", tmp_path / "bots.txt")
    bots.LIST.write_text("# cũ\nCu\n", encoding="utf-8")
    return bots.LIST


def test_list_is_renewed(kept, tmp_path):
    fresh = tmp_path / "moi.json"
    fresh.write_text(json.dumps([{"pattern": "Moi\\/"}, {"pattern": r"AP3A\.240617\.008"}]))
    call_command("renew_bots", fresh)
    first, *patterns = kept.read_text(encoding="utf-8").splitlines()
    assert "lấy ngày" in first
    assert patterns == ["Moi\\/"]


@pytest.mark.parametrize(
    "content", ["", "{", "[1]", '{"a": 1}', '[{"x": "y"}]', '[{"pattern": "(a"}]', '[{"pattern": 5}]']
)
def test_broken_list_leaves_the_kept_one(kept, tmp_path, content):
    fresh = tmp_path / "moi.json"
    fresh.write_text(content)
    with pytest.raises(CommandError, match="Không đọc được danh sách"):
        call_command("renew_bots", fresh)
    assert kept.read_text(encoding="utf-8") == "# cũ\nCu\n"


def test_missing_list_is_told():
    with pytest.raises(CommandError, match="Không đọc được danh sách"):
        call_command("renew_bots", "/khong/co.json")
