"""Pastes in the true shape of their sources, and what each becomes (expected.toml, every line of it read)."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from govap.html import clean, paste_text, tidy_paste, to_text

FOLDER = Path(__file__).parent / "pastes"
PATHS = sorted([*FOLDER.glob("*.html"), *FOLDER.glob("*.txt")])
PASTES = {path.stem: path.read_text(encoding="utf-8") for path in PATHS}
PLAIN = {path.stem for path in PATHS if path.suffix == ".txt"}  # what a clipboard holds no markup of
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
# What no source may leave behind.
FOREIGN = re.compile(
    r"mso|Mso|ExternalClass|ms-rte|class=|style=|<(?:o:|div|span|font|b>|i>|del|ins)|&nbsp;|file:|cid:"
    "|v:|st1:|!\\[(?:endif|if)|#_?(?:ftn|edn|cmnt|sdf)|[\u00a0\u200b\u200c\ufeff]|<p></p>|<p><br>|javascript:|onerror"
)


def tidied(name):
    return paste_text(PASTES[name]) if name in PLAIN else tidy_paste(PASTES[name])


def test_every_paste_is_expected():
    assert len(PASTES) == len(PATHS) >= 100
    assert set(EXPECTED) == set(PASTES)


@pytest.mark.parametrize("name", PASTES)
def test_becomes(name):
    assert tidied(name).html == EXPECTED[name]["becomes"].replace("\n", "")


@pytest.mark.parametrize("name", PASTES)
def test_says_what_is_missing(name):
    warnings, expected = tidied(name).warnings, EXPECTED[name].get("warns", [])
    assert len(warnings) == len(expected)
    assert all(words in warning for words, warning in zip(expected, warnings, strict=True))


@pytest.mark.parametrize("name", PASTES)
def test_old_letters_are_recognised(name):
    paste = tidied(name)
    assert paste.encoding == EXPECTED[name].get("encoding")
    assert to_text(paste.converted) == EXPECTED[name].get("converted", "")
    assert clean(paste.converted) == paste.converted


def test_old_letters_are_converted_before_anything_is_recognised():
    assert tidied("tcvn3-capital-font").converted == (
        "<p><strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</strong></p><p><strong>Độc lập - Tự do - Hạnh phúc</strong></p>"
        "<p>ỦY BAN NHÂN DÂN QUẬN thông báo đến các phường:</p><p>NGÀY HỘI tổ chức ngày 12/4.</p>"
    )


@pytest.mark.parametrize("name", PASTES)
def test_leaves_nothing_foreign_and_stays(name):
    tidy = tidied(name).html
    assert not FOREIGN.search(tidy)
    assert clean(tidy) == tidy
    assert tidy_paste(tidy).html == tidy


@pytest.mark.parametrize("name", PASTES)
def test_letters_survive_the_security_door_too(name):
    """Whatever the client sent as it came, clean() keeps each letter that the desk keeps, but what pictures say."""
    said = Counter("".join(re.findall(r'alt="([^"]*)"', PASTES[name])))
    assert not letters(tidied(name).html) - letters(clean(PASTES[name])) - said


def letters(html):
    return Counter(sign for sign in to_text(html) if sign.isalnum())
