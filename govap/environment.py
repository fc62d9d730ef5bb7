"""Typed readers of environment variables. An odd value is refused by the variable's name, never guessed at."""

import os
import re
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
HOST = re.compile(r"\.?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
SCHEMES = ("sqlite:///", "sqlite://:memory:", "postgres://", "postgresql://")
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
}

POSTGRESQL_OPTIONS = {"connect_timeout": 5}  # seconds: a dead host must not hold a worker for minutes


class RefusedSetting(ImproperlyConfigured):
    def __init__(self, name: str, reason: str):
        super().__init__(f"{name}: {reason}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def switch(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in TRUE | FALSE:
        raise RefusedSetting(name, f"giá trị {value!r} không hợp lệ, hãy đặt 1 (bật) hoặc 0 (tắt).")
    return value in TRUE


def whole(name: str, default: int, low: int, high: int) -> int:
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
        raise RefusedSetting(name, f"giá trị {value!r} không hợp lệ, hãy đặt một số từ {low} đến {high}.")
    return int(value)


def choice(name: str, default: str, choices: set[str]) -> str:
    value = text(name, default)
    if value not in choices:
        raise RefusedSetting(name, f"giá trị {value!r} không hợp lệ, hãy chọn: {', '.join(sorted(choices))}.")
    return value


def folder(name: str, default: Path) -> Path:
    path = Path(text(name, str(default))).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RefusedSetting(name, f"không tạo được thư mục {str(path)!r}: {error.strerror}.") from error
    return path


def secret(name: str, stand_in: str = "") -> str:
    value = text(name, stand_in)
    if not value:
        raise RefusedSetting(name, "chưa đặt. Hãy đặt một chuỗi ngẫu nhiên dài ít nhất 50 ký tự và giữ kín.")
    if value.startswith("$"):
        # django-environ and shells read such a value as a reference to another variable.
        raise RefusedSetting(name, "không được bắt đầu bằng ký tự '$'. Hãy tạo khóa khác.")
    return value


def hosts(name: str, stand_in: str = "") -> list[str]:
    names = [host.strip() for host in text(name, stand_in).split(",") if host.strip()]
    if not names:
        raise RefusedSetting(name, "chưa đặt. Hãy ghi tên miền của trang, cách nhau bằng dấu phẩy, ví dụ govap.gov.vn")
    for host in names:
        if not HOST.fullmatch(host):
            raise RefusedSetting(name, f"tên miền {host!r} không hợp lệ: chỉ ghi tên, không có http://, cổng, dấu *.")
    return names


def database(name: str, default: str) -> dict:
    """Django's settings for the database at an address such as postgres://user:password@host/name or sqlite:///path."""
    address = text(name, default)
    if not address.startswith(SCHEMES):
        raise RefusedSetting(name, "chỉ nhận địa chỉ bắt đầu bằng sqlite:/// hoặc postgres://")
    try:
        parsed = environ.Env.db_url_config(address)
    except ValueError as error:
        raise RefusedSetting(name, "không đọc được địa chỉ cơ sở dữ liệu.") from error
    if not parsed["NAME"]:
        raise RefusedSetting(name, "thiếu tên cơ sở dữ liệu ở cuối địa chỉ.")
    return {**parsed, **_manners(parsed)}


def mail(name: str) -> dict:
    """Django's EMAIL_* settings for an address such as smtp+tls://user:password@host:587; the log when left out."""
    try:
        parsed = environ.Env.email_url_config(text(name, "consolemail://"))
    except (ImproperlyConfigured, KeyError, ValueError) as error:
        raise RefusedSetting(name, "không đọc được địa chỉ thư, ví dụ smtp+tls://ten:matkhau@host:587.") from error
    if parsed["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not parsed["EMAIL_HOST"]:
        raise RefusedSetting(name, "thiếu tên máy chủ thư, ví dụ smtp+tls://ten:matkhau@host:587.")
    return parsed


def _manners(parsed: dict) -> dict:
    options = SQLITE_OPTIONS if parsed["ENGINE"].endswith("sqlite3") else POSTGRESQL_OPTIONS
    return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": {**options, **parsed.get("OPTIONS", {})}}
