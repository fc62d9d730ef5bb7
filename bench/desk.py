"""The newsroom at both sizes: 100 categories, five revisions an article, a reporter with the least rights at work."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import RequestFactory

from govap.editorial import content as contents
from govap.editorial import drafting, sessions
from govap.editorial.models import User
from govap.editorial.roles import REPORTER
from news.models import Article, Category

CATEGORIES, REPORTERS, REVISIONS, OWN = 100, 30, 5, 100
CONTENT = """
INSERT INTO editorial_revision (content_type_id, object_id, number, version, state, title, content, name, is_kept, note,
    changed_by_id, created_at, changed_at, return_reason, review, review_reason)
SELECT %s, id, %s, 1, %s, title, json_object('title', title, 'slug', slug, 'summary', summary, 'body', body,
    'category', category_id, 'image', image_id, 'dateline', dateline, 'byline', json(byline), 'tags', json_array(),
    'is_featured', json('false'), 'expires_at', NULL, 'legacy_address', ''),
    '', 0, '', %s, created_at, updated_at, '', 'imported', ''
FROM news_article WHERE is_live
"""


@transaction.atomic
def furnish():
    """Once a site; the heads point to the newest revision, and the reporters share the articles."""
    people = [_reporter(n) for n in range(REPORTERS)]
    for n in range(Category.objects.count(), CATEGORIES):
        Category.objects.create(name=f"Chuyên mục thử {n}", order=n, is_visible=False)
    kind = ContentType.objects.get_for_model(Article).pk
    with connection.cursor() as cursor:
        for number in range(1, REVISIONS + 1):
            state = "live" if number == REVISIONS else "superseded"
            cursor.execute(CONTENT, [kind, number, state, people[number].pk])
        cursor.execute("UPDATE news_article SET author_id = %s + id %% %s", [people[0].pk, REPORTERS])
        cursor.execute(
            "UPDATE news_article SET author_id = %s WHERE id > (SELECT max(id) FROM news_article) - %s",
            [people[0].pk, OWN],
        )
        cursor.execute(
            "UPDATE news_article SET head_id = (SELECT r.id FROM editorial_revision r WHERE r.content_type_id = %s"
            " AND r.object_id = news_article.id AND r.number = %s)",
            [kind, REVISIONS],
        )
    _draft(people[0])


def visit():
    """A reporter's session and a morning's addresses: {"cookie", "pages": {name: path}, "save": {"path", "form"}}."""
    user = User.objects.get(username="phong-vien-0")
    draft = Article.objects.get(author=user, desk_title="Bài đang viết để đo")
    base = f"/admin/news/article/{draft.pk}"
    content = draft.head.content
    form = {name: content[name] for name in ("title", "body", "category")} | {"base": draft.token}
    return {
        "cookie": f"session={_session(user)}",
        "pages": {
            "desk_list": "/admin/news/article/",
            "desk_search": "/admin/news/article/?q=phuong",
            "desk_open": f"{base}/change/",
        },
        "save": {"path": f"{base}/tu-luu/", "form": form},
    }


def _reporter(number):
    user, _ = User.objects.get_or_create(username=f"phong-vien-{number}", defaults={"is_staff": True})
    user.groups.add(Group.objects.get(name=REPORTER))
    return user


def _draft(user):
    live = Article.objects.filter(is_live=True).order_by("pk").first()
    content = contents.read(live) | {"title": "Bài đang viết để đo", "slug": ""}
    drafting.create(Article, User.objects.get(pk=user.pk), content)


def _session(user):
    store = SessionStore()
    store["_auth_user_id"], store["_auth_user_backend"] = str(user.pk), "govap.editorial.backend.StaffBackend"
    store["_auth_user_hash"] = user.get_session_auth_hash()
    request = RequestFactory().get("/")
    request.session = store
    sessions.start(None, request, user)
    store.set_expiry(timedelta(days=300))
    store.save()
    return store.session_key
