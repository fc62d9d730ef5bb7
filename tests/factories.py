"""Plain factories: `make_article(title="…")`; what is not said is believable."""

from datetime import timedelta
from functools import cache
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from govap.editorial import content as contents
from govap.editorial import drafting
from govap.text import slugify
from news.models import Article, Category
from videos.models import Programme, Video

numbers = count(1)


def make_category(**over):
    n = next(numbers)
    return Category.objects.create(**{"name": f"Chuyên mục {n}", **over})


def make_article(tags=(), **over):
    n = next(numbers)
    values = {
        "title": f"Bài viết số {n}",
        "summary": "Tóm tắt.",
        "body": "<p>Nội dung.</p>",
        "is_live": True,
        "published_at": timezone.now() - timedelta(minutes=n),
        "review": "imported",
    } | over
    if "category" not in values:
        values["category"] = Category.objects.first() or make_category()
    article = Article.objects.create(**values)
    if tags:
        article.tags.add(*tags)
    return article


def make_video(**over):
    n = next(numbers)
    values = {
        "title": f"Video số {n}",
        "is_live": True,
        "published_at": timezone.now() - timedelta(minutes=n),
        "review": "imported",
    } | over
    if "programme" not in values:
        values["programme"] = Programme.objects.first() or Programme.objects.create(title="Phòng cháy chữa cháy")
    return Video.objects.create(**values)


def make_user(username="bien-tap", **over):
    values = {"is_staff": True, "is_superuser": True, "password": hashed("mat-khau-thu-12")} | over
    return get_user_model().objects.create(username=username, email=f"{username}@example.invalid", **values)


@cache
def hashed(password):
    """As slow as it has to be, so once for all."""
    return make_password(password)


def make_staff(role, username=None, **over):
    """A member of staff in one of the roles of govap.editorial.roles."""
    user = make_user(username or f"{slugify(role)}-{next(numbers)}", is_superuser=False, **over)
    user.groups.add(Group.objects.get_or_create(name=role)[0])  # a test with real transactions empties the tables
    return get_user_model().objects.get(pk=user.pk)  # without what was cached before the role


def make_draft(by, model=Article, **over):
    """Something that a person is writing, through the workflow; `content` as far as it is said."""
    content = contents.blank(model) | {"title": f"Bài đang viết {next(numbers)}"} | over
    if model is Article and "category" not in over:
        content["category"] = (Category.objects.first() or make_category()).pk
    return drafting.create(model, by, content)
