import pytest
from django.urls import NoReverseMatch, reverse

from govap.delivery.paths import path_of

NAMES = [
    ("home",), ("search",), ("news:qr", 7), ("news:saved", 7), ("news:category", "hoat-dong"), ("news:tag", "y-te"),
    ("portal:page", "gioi-thieu"), ("news:year", "2017"), ("news:month", "2017", "04"),
    ("news:day", "2017", "04", "01"),
    ("videos:video", "phim", 12), *(("news:article", slug, pk) for slug in (
        "lich-tiep-dan", "mau-0", "9090-1", "Chữ có dấu", "{0}", "a b?c#d", "", "gạch_dưới", "-a-",
    ) for pk in (5, 9090, 90901, 10**17)),
]  # fmt: skip


@pytest.mark.parametrize("asked", NAMES)
def test_is_what_django_would_say(asked):
    name, *args = asked
    for _ in range(2):
        assert path_of(name, *args) == reverse(name, args=args)


@pytest.mark.parametrize("asked", [("news:category", "a/b"), ("news:year", "17"), ("news:saved", -1), ("khong-co",)])
def test_what_has_no_address_is_refused(asked):
    with pytest.raises(NoReverseMatch):
        path_of(*asked)
