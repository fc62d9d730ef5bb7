"""Pastes in the true shape of their sources, and what each becomes (expected.toml, every line of it read)."""

import re
import tomllib
from pathlib import Path

import pytest

from govap.html import clean, convert, tidy_paste, to_text

FOLDER = Path(__file__).parent / "pastes"
PASTES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.html"))}
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
# What no source may leave behind.
FOREIGN = re.compile(
    r"mso|Mso|ExternalClass|ms-rte|class=|style=|<(?:o:|div|span|font|b>|i>|del|ins)|&nbsp;|file:|cid:"
    "|[\u00a0\u200b\u200c\ufeff]|<p></p>|<p><br>|javascript:|onerror"
)


def test_every_paste_is_expected():
    assert len(PASTES) >= 40
    assert set(EXPECTED) == set(PASTES)


@pytest.mark.parametrize("name", PASTES)
def test_becomes(name):
    assert tidy_paste(PASTES[name]).html == EXPECTED[name]["becomes"].replace("\n", "")


@pytest.mark.parametrize("name", PASTES)
def test_says_what_is_missing(name):
    warnings, expected = tidy_paste(PASTES[name]).warnings, EXPECTED[name].get("warns", [])
    assert len(warnings) == len(expected)
    assert all(words in warning for words, warning in zip(expected, warnings, strict=True))


@pytest.mark.parametrize("name", PASTES)
def test_old_letters_are_recognised(name):
    encoding = tidy_paste(PASTES[name]).encoding
    assert encoding == EXPECTED[name].get("encoding")
    if encoding:
        assert to_text(convert(tidy_paste(PASTES[name]).html, encoding)) == EXPECTED[name]["converted"]


@pytest.mark.parametrize("name", PASTES)
def test_leaves_nothing_foreign_and_stays(name):
    tidy = tidy_paste(PASTES[name]).html
    assert not FOREIGN.search(tidy)
    assert clean(tidy) == tidy
    assert tidy_paste(tidy).html == tidy


@pytest.mark.parametrize("name", PASTES)
def test_words_survive_the_security_door_too(name):
    """Whatever the client sent as it came, clean() keeps every word that the paste desk keeps, but for list marks."""
    kept = re.findall(r"\w+", words_of(clean(PASTES[name])))
    assert not [word for word in re.findall(r"\w+", words_of(tidy_paste(PASTES[name]).html)) if word not in kept]


def words_of(html):
    return to_text(html).replace("\u00ad", "")
