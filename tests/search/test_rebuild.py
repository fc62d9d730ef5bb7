from io import StringIO

import pytest
from django.core.management import call_command

from govap import reindexing
from govap.reindexing import SOURCES
from govap.search import entries as entries_module
from govap.search import index
from govap.search.entries import KINDS
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


def test_every_kind_is_rebuilt():
    """A rebuild knows every kind that has entries; an entry of another would be lost while a rebuild runs."""
    assert {*SOURCES} == {*KINDS}


@pytest.fixture
def other_format(monkeypatch):
    """What is written from now on has tokens that the index does not hold, and lacks some that it does."""
    rebuild()
    written = entries_module.tokens
    monkeypatch.setattr(reindexing, "FORMAT", 99)
    for module in (entries_module, index):
        monkeypatch.setattr(
            module,
            "tokens",
            lambda *given: f"{written(*given)} new1 new2".replace("p:dan ", "").replace("t:bo", "x:bo"),
        )


def found(scope, **clauses):
    return sorted(index.ids(scope, "article", "dang bo", **clauses))


def test_search_goes_on_while_another_format_is_written(other_format):
    before = {scope: found(scope) for scope in ("public", "desk")}
    assert len(before["public"]) == 10
    for _ in reindexing.rebuild():
        assert {scope: found(scope) for scope in before} == before
    assert Rebuilding.position("") == 99
    assert found("public", clauses=[("new1",)]) == before["public"]
    assert index.ids("public", "video", "dang bo", clauses=[("x:bo",)])
    assert not index.ids("public", "video", "dang bo", clauses=[("t:bo",)])


def test_who_publishes_and_withdraws_meanwhile_is_heard(other_format):
    run = reindexing.rebuild()
    assert [next(run), next(run)] == [0, 3]
    done, waiting = Article.objects.order_by("pk")[1], Article.objects.order_by("-pk").filter(is_live=True)[0]
    for article in (done, waiting):
        article.is_live = False
        article.save()
    other = Article.objects.filter(is_live=True).order_by("-pk")[0]
    other.title = "Lịch tiêm chủng"
    other.save()
    added = make_article(title="Đảng bộ thêm")
    hidden = {done.pk, waiting.pk, other.pk}
    for _ in run:
        assert added.pk in found("public")
        assert not hidden & {*found("public")}
        assert index.ids("public", "article", "tiem chung") == [other.pk]
    assert len(found("public")) == 8
    first = everything()
    rebuild(from_nothing=True)
    assert everything() == first


def test_a_broken_run_in_another_format_goes_on(other_format):
    before = found("public")
    run = reindexing.rebuild()
    assert [next(run), next(run)] == [0, 3]
    run.close()
    assert list(reindexing.rebuild(is_from_nothing=True))[:1] == [0]
    assert found("public") == before
    assert found("public", clauses=[("new1",)]) == before
