import pytest
from django.db import DatabaseError, connection


def test_healthz_needs_no_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz(client):
    assert client.get("/readyz").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_without_database(client, monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "Không nối được cơ sở dữ liệu." in response.content.decode()


@pytest.mark.django_db
def test_readyz_without_disk(client, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "khong-co"
    assert client.get("/readyz").status_code == 503
