import pytest

from govap.search.slips import is_syllable, read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddang boj", "đang bọ"), ("d9ang bo5", "đang bọ"), ("ddarng booj", "đảng bộ"), ("DDAANG", "đâng"),
        ("nguwowif daan", "người dân"), ("ngu7o7i2 da6n", "người dân"), ("tw nhieen", "tư nhiên"),
        ("phongf chasy", "phòng cháy"), ("hoji ddoongf", "họi đồng"), ("quaanj", "quận"), ("khoer", "khỏe"),
        ("quys", "quý"), ("kyf hopj", "kỳ họp"), ("hoaf thuyr quoocs", "hòa thủy quốc"), ("cuarw xuwas", "cửa xứa"),
        ("xoawns quawn tranw", "xoắn quăn trăn"), ("nghieengr giuwax giaos", "nghiểng giữa giáo"),
        ("ddonf 42/2022/nd-cp", "đòn 42/2022/nd-cp"), ('"ddang boj" -quaanj', '"đang bọ" -quận'),
        ("42/2022/NĐCP", "42/2022/nd-cp"), ("15/QĐUBND", "15/qd-ubnd"),
        ("dang bo", None), ("facebook", None), ("covid19", None), ("42 2022 nd cp", None), ("xuan", None), ("", None),
        ("h5n1", None), ("tphcm", None), ("Đảng bộ", None), ("ubnd", None), ("10", None), ("s w", "s ư"),
    ],
)  # fmt: skip
def test_reads_what_was_meant(typed, meant):
    assert read(typed) == meant


# The keys of a mark may come at once, behind the vowels, or at the end of the word, and in any order.
@pytest.mark.parametrize(
    ("meant", "typed"),
    [
        ("đường", "dduwowngf dduwowfng dduowngf dduowfng dduongwf dduongfw duowngfd duongdwf dduwongwf duwowngfd"),
        ("đường", "d9u7o7ng2 d9u7o72ng d9uo7ng2 duo7ng29 duo77ng29 duong729 duong972 d9uong27 du79o7ng2"),
        ("quyết", "quyeets quyeest quyetes quyetse"),
        ("quyết", "quye6t1 quye61t quye16t quyet61 quyet16"),
        ("tuần", "tuaanf tuaafn tuafan tuanaf tuanfa"),
        ("tuần", "tua6n2 tua62n tuan62 tuan26 tua26n"),
        ("trường", "truwowngf truowngf truongwf truwowfng truongfw trwowngf"),
        ("những", "nhuwngx nhuwxng nhungwx nhungxw nhwngx"),
        ("năm", "nawm namw"),
        ("đặng", "ddawngj ddangwj dangdwj ddangjw dawjngd"),
        ("hội", "hooij hoioj hoijo"),
        ("phố", "phoos phoso"),
    ],
)
def test_keys_in_every_order(meant, typed):
    assert {read(word) for word in typed.split()} == {meant}


@pytest.mark.parametrize(
    "word",
    ["nghieng", "uong", "yeu", "quyet", "khuya", "gio", "huynh", "thuo", "oan", "quoc", "giup", "y", "uyen", "xoay"],
)
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["boj", "dd", "ng", "abc", "w", "tr", "banh1", ""])
def test_no_syllables(word):
    assert not is_syllable(word)
