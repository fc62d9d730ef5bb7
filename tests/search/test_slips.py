import pytest

from govap.search.slips import is_syllable, read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddang boj", "dang bo"), ("d9ang bo5", "dang bo"), ("ddarng booj", "dang bo"),
        ("nguwowif daan", "nguoi dan"), ("ngu7o7i2 da6n", "nguoi dan"), ("tw nhieen", "tu nhien"),
        ("phongf chasy", "phong chay"), ("hoji ddoongf", "hoi dong"), ("quaanj", "quan"), ("khoer", "khoe"),
        ("quys", "qui"), ("kyf hopj", "ki hop"),
        ("dang bo", None), ("facebook", None), ("covid19", None), ("42 2022 nd cp", None), ("xuan", None), ("", None),
        ("h5n1", None), ("tphcm", None),
    ],
)  # fmt: skip
def test_reads_what_was_meant(typed, meant):
    words = tuple(typed.split())
    assert read(words) == (meant and tuple(meant.split()))


@pytest.mark.parametrize(
    "word",
    ["nghieng", "uong", "yeu", "quyet", "khuya", "gio", "huynh", "thuo", "oan", "quoc", "giup", "y", "uyen", "xoay"],
)
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["boj", "dd", "ng", "abc", "w", "tr", "banh1", ""])
def test_no_syllables(word):
    assert not is_syllable(word)
