import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govap.delivery import codings
from govap.delivery.codings import coding_of


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", "identity"), ("gzip", "gzip"), ("br", "br"), ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.9", "gzip"),
        ("br;q=0", "identity"), ("gzip;q=0, br;q=0", "identity"), ("*", "br"), ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"),
        ("identity", "identity"), ("identity, gzip;q=0.5", "identity"), ("identity;q=0", "identity"), ("GZIP", "gzip"),
        ("gzip ; q=0.5", "gzip"), ("gzip;q=0.001", "gzip"), ("gzip;q=2", "identity"), ("gzip;q=-1", "identity"),
        ("gzip;q=nan", "identity"), ("gzip;q=0.0001", "identity"), ("gzip;level=9", "identity"),
        ("deflate", "identity"),
        (",,;;q=,", "identity"), ("gzip" * 200, "identity"), ("x-gzip", "identity"), ("br\x00", "identity"),
        ("gzip;q=0.5;q=1", "identity"), ("zstd;q=1, br;q=0.1", "br"),
    ],
)  # fmt: skip
def test_coding(accepted, coding):
    assert coding_of(accepted) == coding


@given(st.text(max_size=400))
def test_any_nonsense_has_an_answer(accepted):
    assert coding_of(accepted) in codings.CODINGS


@given(st.binary(max_size=2000))
def test_bytes_come_out_as_they_went_in(body):
    assert brotli.decompress(codings.encode(body, "br")) == codings.decode(codings.encode(body, "br")) == body
    assert gzip.decompress(codings.encode(body, "gzip")) == body
    assert codings.encode(body, "identity") == body
