import pytest

from govap.delivery.addresses import client_address


def ask(rf, forwarded=None, remote="10.0.0.1"):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return client_address(rf.get("/", headers=headers, REMOTE_ADDR=remote))


def test_without_proxies_only_the_connection_counts(rf, settings):
    settings.TRUSTED_PROXIES = 0
    assert ask(rf, "1.2.3.4") == "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (1, "1.2.3.4", "1.2.3.4"), (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"), (2, "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (1, None, "10.0.0.1"), (2, "1.2.3.4", "10.0.0.1"), (1, "<script>", "10.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)  # fmt: skip
def test_outermost_trusted_proxy_is_believed(rf, settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    assert ask(rf, forwarded) == expected


def test_unix_socket_has_no_address(rf):
    assert ask(rf, remote="") is None
