import pytest

from govap.delivery.guard import Guard, is_acceptable

GOOD = {"PATH_INFO": "/tin-tuc/", "QUERY_STRING": "q=%C4%91%E1%BA%A3ng", "CONTENT_TYPE": ""}
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("path", ["/", "/tin-tuc/a-1/", "/chuyên-mục/".encode().decode("latin-1"), "/a%b"])
def test_readable_path_passes(path):
    assert is_acceptable(GOOD | {"PATH_INFO": path})


@pytest.mark.parametrize("path", ["/a\x00b", "/\xff", "/\xc3(", "/a\nb", "/\x7f", "/\xed\xa0\x80", "/\u0111"])
def test_unreadable_path_is_refused(path):
    assert not is_acceptable(GOOD | {"PATH_INFO": path})


@pytest.mark.parametrize("query", ["q=%00", "q=a%00b", "%00"])
def test_nul_in_query_is_refused(query):
    assert not is_acceptable(GOOD | {"QUERY_STRING": query})


@pytest.mark.parametrize("query", ["q=%ff", "q=%", "q=%0", "q=%2500", ""])
def test_other_queries_are_left_to_the_views(query):
    assert is_acceptable(GOOD | {"QUERY_STRING": query})


@pytest.mark.parametrize(
    "kind", ["", FORM, f"{FORM}; charset=UTF-8", f'{FORM}; charset="utf-8"', "text/plain;charset=us-ascii"]
)
def test_our_charsets_pass(kind):
    assert is_acceptable(GOOD | {"CONTENT_TYPE": kind})


@pytest.mark.parametrize(
    "charset",
    ["utf-7", "utf-16", "UTF-7", '"utf-7"', "", "khong-co", "utf-8\x00", "idna", "iso-8859-1", "utf-8, utf-7"],
)
def test_foreign_charset_is_refused(charset):
    assert not is_acceptable(GOOD | {"CONTENT_TYPE": f"{FORM}; charset={charset}"})


def test_charset_in_rfc2231_dress_is_refused():
    assert not is_acceptable(GOOD | {"CONTENT_TYPE": f"{FORM}; charset*=utf-8''utf-7"})


def test_second_charset_does_not_slip_behind_the_first():
    assert not is_acceptable(GOOD | {"CONTENT_TYPE": f"{FORM}; charset=utf-8; charset=utf-7"})


def test_application_never_sees_what_is_refused():
    seen, statuses = [], []
    guard = Guard(lambda environ, start_response: seen.append(environ))
    body = guard(GOOD | {"PATH_INFO": "/\x00"}, lambda status, headers: statuses.append(status))
    assert (seen, statuses) == ([], ["400 Bad Request"])
    assert "Yêu cầu không hợp lệ" in b"".join(body).decode()


@pytest.mark.parametrize(
    "target", ["/%00", "/%ff", "/tin-tuc/%c3%28-1/", "/admin/%00", "/tim-kiem/?q=%00", "/static/%00"]
)
def test_gunicorn_answers_400(server, target):
    status, headers, body = server.ask("GET", target)
    assert status == 400
    assert "Yêu cầu không hợp lệ" in body.decode()
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"


def test_gunicorn_refuses_foreign_charset_of_a_form(server):
    form = f"Content-Type: {FORM}; charset=utf-7"
    assert server.ask("POST", "/admin/login/", form, body=b"username=a&password=b")[0] == 400


def test_gunicorn_refuses_a_raw_nul(server):
    host = f"127.0.0.1:{server.address[1]}".encode()
    answer = server.send(b"GET /\x00 HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
    assert answer.split()[1] == b"400"


def test_head_has_no_body(server):
    status, _, body = server.ask("HEAD", "/%00")
    assert (status, body) == (400, b"")


def test_gunicorn_lives_on(server):
    assert server.ask("GET", "/healthz")[::2] == (200, b"ok\n")


def test_overlong_request_line_is_refused(server):
    assert 400 <= server.ask("GET", "/" + "a" * 8200)[0] < 500
    status, _, body = server.ask("GET", "/" + "a" * 8000 + "/")
    assert status == 404
    assert "Không tìm thấy trang" in body.decode()
