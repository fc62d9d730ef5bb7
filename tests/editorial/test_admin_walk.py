"""Every address of the admin, as the resolver knows it, asked by every role for its own and for foreign things.

A page added later is walked too: an address whose parameters this test cannot fill fails it.
"""

import re

import pytest
from django.contrib.admin import site
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from govap.editorial import drafting, workflow
from govap.editorial.models import LogEntry, Revision
from govap.editorial.roles import APPROVER, EDITOR, MANAGER, REPORTER
from govap.library.models import Image
from govap.portal.models import Link, Page
from news.models import Article, Tag
from tests.editorial.test_matrix import trace
from tests.factories import make_category, make_draft, make_staff, make_user
from tests.pictures import upload
from videos.models import Programme, Video

pytestmark = pytest.mark.django_db
SECRET = "Chữ kín bảy bốn ba một"
KINDS = (Article, Video, Page)


def addresses(patterns, prefix=""):
    """(route, name) of every address below these patterns."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.name


def admin_addresses():
    [admin] = [found for found in get_resolver().url_patterns if getattr(found, "app_name", None) == "admin"]
    return [(f"/admin/{route}", name) for route, name in addresses(admin.url_patterns)]


def filled(route, item, verb="submit"):
    """The route with its parameters filled for an item."""
    values = {
        "object_id": item.pk, "pk": item.pk, "id": item.pk, "verb": verb, "number": 1, "content_type_id": 1,
        "link": 1, "link_pk": 1, "key": "00000000-0000-4000-8000-000000000000",
    }  # fmt: skip
    path = re.sub(r"\^\(\?P<app_label>([^)|]+)[^)]*\)/\$", r"\1/", route)
    path = path.replace("(?P<url>.*)$", "khong-co")
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), path)
    assert not re.search(r"[<^(]", path), f"do not know how to fill {route}"
    return path


def model_of(name):
    found = [
        model
        for model in site._registry
        if (name or "").startswith(f"{model._meta.app_label}_{model._meta.model_name}_")
    ]
    return max(found, key=lambda model: len(model._meta.model_name), default=None)


@pytest.fixture
def house():
    """A foreign draft of every kind, submitted and full of secret words, in a category that nobody else is given."""
    writer = make_staff(REPORTER, "nguoi-khac")
    category, programme = make_category(name="Kín đáo"), Programme.objects.create(title="Chương trình khác")
    foreign = {
        Article: make_draft(writer, category=category.pk, title=SECRET, body=f"<p>{SECRET}</p>"),
        Video: make_draft(writer, Video, title=SECRET, programme=programme.pk, youtube_id="abcdefghijk"),
        Page: make_draft(writer, Page, title=SECRET, body=f"<p>{SECRET}</p>"),
    }
    Image.objects.create(file=upload("anh.png", "PNG"))
    Link.objects.create(title="Giới thiệu", url="/gioi-thieu/", place="footer")
    Tag.objects.create(name="Y tế", slug="y-te")
    for item in foreign.values():
        workflow.submit(item, writer)
    return foreign


def ask(client, method, path):
    """The answer to one request; what it changed is taken back."""
    with transaction.atomic():
        before = trace()
        response = getattr(client, method)(path)
        content = response.getvalue().decode(errors="replace") if response.streaming else response.content.decode()
        has_changed = trace() != before
        transaction.set_rollback(True)
    return response, content, has_changed


def walk(client, items, kinds=KINDS):
    """Each address with each method: (path, method, response, content, has_changed)."""
    for route, name in admin_addresses():
        model = model_of(name)
        item = items.get(model) or (model and model._base_manager.order_by("pk").first()) or Revision(pk=1)
        for verb in ["submit", "publish", "withdraw", "delete"] if "<slug:verb>" in route else ["submit"]:
            path = filled(route, item, verb)
            for method in ("get", "post"):
                if "logout" in path:
                    continue
                yield path, method, model, *ask(client, method, path)


def test_a_visitor_sees_the_login_and_nothing_else(client, house):
    for path, method, _, response, content, has_changed in walk(client, house):
        assert response.status_code in (302, 403, 404, 405) or "/login/" in path or "jsi18n" in path, (method, path)
        assert SECRET not in content
        assert not has_changed, (method, path)


@pytest.mark.parametrize("role", [REPORTER, "none"])
def test_who_has_no_business_with_it_neither_sees_nor_changes_it(client, house, role):
    user = make_user("van-thu", is_superuser=False) if role == "none" else make_staff(role)
    client.force_login(user)
    length = LogEntry.objects.count()
    for path, method, model, response, content, has_changed in walk(client, house):
        assert response.status_code < 500, (method, path)
        assert SECRET not in content, (method, path)
        assert not has_changed or path.endswith(("/add/", "/tu-luu/")), (method, path)
        item = house.get(model)
        if item and f"/{item.pk}/" in path:
            assert response.status_code in (302, 403, 404, 405), (method, path)
    assert LogEntry.objects.count() == length


def test_an_editor_elsewhere_neither_sees_nor_changes_an_article(client, house):
    editor = make_staff(EDITOR)
    make_category(name="Phụ trách").editors.add(editor)
    client.force_login(editor)
    for path, method, model, response, content, has_changed in walk(client, {Article: house[Article]}):
        if model is Article:
            assert SECRET not in content, (method, path)
            assert not has_changed or path.endswith(("/add/", "/article/tu-luu/")), (method, path)
        assert response.status_code < 500, (method, path)


@pytest.mark.parametrize("role", [REPORTER, EDITOR, APPROVER, MANAGER])
def test_every_address_answers_its_owner_without_an_error(client, house, role):
    user = make_staff(role)
    own = {Article: make_draft(user), Video: make_draft(user, Video), Page: make_draft(user, Page)}
    client.force_login(user)
    seen = set()
    for path, method, model, response, content, _ in walk(client, own):
        assert response.status_code < 500, (method, path)
        if role in (REPORTER, EDITOR) and model is Article:
            assert SECRET not in content, (method, path)
        seen.add((model, response.status_code))
    assert {(model, 200) for model in KINDS} <= seen


def test_the_desk_is_walked():
    names = {name for _, name in admin_addresses()}
    for model in KINDS:
        base = f"{model._meta.app_label}_{model._meta.model_name}"
        assert {f"{base}_{view}" for view in site._registry[model].desk_views} <= names
    assert drafting.create
