import pytest

from govap.delivery import freshness
from tests.gunicorn import environment_of, migrate, serving
from tests.wsgi import Site


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    environment = environment_of(tmp_path_factory.mktemp("gunicorn"))
    migrate(environment)
    with serving(environment) as found:
        yield found


@pytest.fixture
def site(settings, tmp_path, monkeypatch):
    """The site in this process, with a cache and a spool of its own; it looks for a new version at each request."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(freshness, "EVERY", 0)
    return Site()
