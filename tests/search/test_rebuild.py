from io import StringIO

import pytest
from django.core.management import call_command

from govap import reindexing
from govap.search import index
from govap.search.models import Rebuilding
from govap.search.tables import entries
from news.models import Article
from tests.factories import make_article, make_video

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(monkeypatch):
    monkeypatch.setattr(reindexing, "BATCH", 3)
    for n in range(10):
        make_article(title=f"Đảng bộ {n}", tags=["Dân vận"])
    make_article(title="Đảng bộ nháp", is_live=False)
    make_video(title="Đảng bộ phim")


def everything():
    return {
        scope: sorted(entries(scope).values_list("kind", "title", "words", "facets")) for scope in ("public", "desk")
    }


def rebuild(**options):
    out = StringIO()
    call_command("rebuild_search", stdout=out, **options)
    return out.getvalue()


def test_from_nothing_makes_what_saving_made():
    before = everything()
    for scope in before:
        index.clear(scope)
    assert index.ids("desk", "article", "dang bo") == []
    assert "100% 12/12" in rebuild()
    assert everything() == before
    assert len(index.ids("desk", "article", "dang bo")) == 11
    assert len(index.ids("public", "article", "dan van")) == 10


def test_a_broken_run_goes_on_where_it_was():
    for scope in ("public", "desk"):
        index.clear(scope)
    run = reindexing.rebuild()
    assert [next(run), next(run), next(run)] == [0, 3, 3]
    run.close()
    assert len(index.ids("desk", "article", "dang bo")) == 6  # what is done is found already
    assert list(reindexing.rebuild())[:1] == [6]
    assert len(index.ids("desk", "article", "dang bo")) == 11
    assert not Rebuilding.objects.exclude(kind="").exists()


def test_search_goes_on_while_it_runs():
    for _ in reindexing.rebuild():
        assert len(index.ids("public", "article", "dang bo")) == 10


def test_what_was_hidden_or_deleted_behind_the_index_is_forgotten():
    first, second = Article.objects.order_by("pk")[:2]
    Article.objects.filter(pk=first.pk).delete()
    Article.objects.filter(pk=second.pk).update(is_live=False)
    rebuild()
    assert not {first.pk, second.pk} & {*index.ids("public", "article", "dang bo")}
    assert first.pk not in index.ids("desk", "article", "dang bo")
    assert second.pk in index.ids("desk", "article", "dang bo")


@pytest.mark.parametrize("options", [{}, {"from_nothing": True}])
def test_twice_is_the_same(options):
    rebuild()
    before = everything()
    rebuild(**options)
    assert everything() == before


def test_another_format_is_written_from_nothing(monkeypatch):
    rebuild()
    cleared = []
    monkeypatch.setattr(index, "clear", cleared.append)
    monkeypatch.setattr(reindexing, "FORMAT", 99)
    monkeypatch.setattr(reindexing, "_rewrite", lambda kind, rows: iter([]))
    rebuild()
    assert cleared == ["public", "desk"]
    assert Rebuilding.position("") == 99
