"""The program as ops start it: a process of its own, with nothing in its environment but what each test puts there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from govap import environment

ROOT = Path(__file__).resolve().parent.parent
KEY = "kh0a-bi-mat-" + "abcdefghij0123456789" * 3


def run(*command, **variables):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=kept | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def production(tmp_path, **over):
    return {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "govap.example.vn", "VAR_DIR": str(tmp_path)} | over


def refusal(result):
    """The one line a refused process leaves."""
    assert result.returncode != 0
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_manage_refuses_to_start_without(tmp_path, missing):
    variables = production(tmp_path)
    del variables[missing]
    assert missing in refusal(run("manage.py", "check", **variables))


def test_gunicorn_refuses_to_start_without_key(tmp_path):
    variables = production(tmp_path, SECRET_KEY="")
    assert "SECRET_KEY" in refusal(run("-m", "gunicorn", "-c", "govap/gunicorn.conf.py", **variables))


def test_gunicorn_refuses_an_odd_port(tmp_path):
    variables = production(tmp_path, PORT="http")
    assert "PORT" in refusal(run("-m", "gunicorn", "-c", "govap/gunicorn.conf.py", **variables))


def test_deploy_check_is_clean(tmp_path):
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **production(tmp_path))
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"), ("INSECURE_HTTP", "2"), ("TRUSTED_PROXIES", "-1"), ("TRUSTED_PROXIES", "many"),
        ("SECRET_KEY", "$" + KEY), ("ALLOWED_HOSTS", "https://govap.example.vn"), ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "govap.example.vn:80"), ("ALLOWED_HOSTS", ","), ("DATABASE_URL", "mysql://a@b/c"),
        ("DATABASE_URL", "khong phai"), ("DATABASE_URL", "postgres://a:b@c:port/d"), ("DATABASE_URL", "postgres://a@c/"),
        ("VAR_DIR", "/dev/null/var"),
        ("LOG_LEVEL", "loud"), ("NOTICE_MAIL", "có"), ("EMAIL_URL", "thu://may"), ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp+tls://ten:matkhau@may:cong"),
    ],
)  # fmt: skip
def test_odd_value_is_refused_by_name(tmp_path, name, value):
    line = refusal(run("-c", SETTINGS, **production(tmp_path, **{name: value})))
    assert line.startswith(f"{name}: ")


SETTINGS = """
import sys
from govap.environment import RefusedSetting
try:
    import govap.settings
except RefusedSetting as refusal:
    sys.exit(str(refusal))
"""


def test_passwords_in_a_refused_address_are_not_printed(tmp_path):
    line = refusal(run("-c", SETTINGS, **production(tmp_path, DATABASE_URL="mysql://nguoi:matkhau@may/ten")))
    assert "matkhau" not in line


def test_sqlite_is_the_default_and_waits_its_turn(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    configured = environment.database("DATABASE_URL", f"sqlite:///{tmp_path / 'govap.sqlite3'}")
    assert configured["NAME"] == str(tmp_path / "govap.sqlite3")
    assert configured["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert configured["OPTIONS"]["timeout"] == 10
    assert "journal_mode=WAL" in configured["OPTIONS"]["init_command"]


def test_folder_with_odd_signs_holds_the_default_database(tmp_path):
    home = tmp_path / "c++ 100% #1?"
    result = run("-c", PRINT.format("DATABASES['default']['NAME']"), **production(home))
    assert result.stdout.strip() == str(home / "govap.sqlite3")


def test_postgresql_by_socket(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://postgres@/govap?host=/run/postgresql")
    configured = environment.database("DATABASE_URL", "")
    assert configured["ENGINE"] == "django.db.backends.postgresql"
    assert configured["NAME"] == "govap"
    assert "/run/postgresql" in {configured["HOST"], configured["OPTIONS"].get("host")}
    assert "transaction_mode" not in configured["OPTIONS"]


PRINT = "from govap import settings as s; print(s.{})"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SESSION_COOKIE_NAME", "__Host-session"), ("CSRF_COOKIE_NAME", "__Host-csrf"),
        ("SESSION_COOKIE_SECURE", "True"),
        ("SECURE_SSL_REDIRECT", "True"), ("SECURE_HSTS_SECONDS", "31536000"), ("DEBUG", "False"),
        ("SECURE_PROXY_SSL_HEADER", "None"),
    ],
)  # fmt: skip
def test_production_is_the_base(tmp_path, name, expected):
    assert run("-c", PRINT.format(name), **production(tmp_path)).stdout.strip() == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("SESSION_COOKIE_NAME", "session"), ("SECURE_HSTS_SECONDS", "0"), ("SECURE_SSL_REDIRECT", "False")],
)
def test_plain_http_on_loopback(tmp_path, name, expected):
    variables = production(tmp_path, INSECURE_HTTP="1")
    assert run("-c", PRINT.format(name), **variables).stdout.strip() == expected


def test_development_needs_nothing(tmp_path):
    assert run("-c", PRINT.format("DEBUG"), DEBUG="1", VAR_DIR=str(tmp_path)).stdout.strip() == "True"
