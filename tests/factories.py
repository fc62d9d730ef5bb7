"""Plain factories: `make_article(title="…")`; what is not said is believable."""

from datetime import timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.utils import timezone

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
    } | over
    if "category" not in values:
        values["category"] = Category.objects.first() or make_category()
    article = Article.objects.create(**values)
    if tags:
        article.tags.add(*tags)
    return article


def make_video(**over):
    n = next(numbers)
    values = {"title": f"Video số {n}", "is_live": True, "published_at": timezone.now() - timedelta(minutes=n)} | over
    if "programme" not in values:
        values["programme"] = Programme.objects.first() or Programme.objects.create(title="Phòng cháy chữa cháy")
    return Video.objects.create(**values)


def make_user(username="bien-tap", **over):
    values = {"is_staff": True, "is_superuser": True} | over
    return get_user_model().objects.create_user(username, f"{username}@example.invalid", "mat-khau-thu-12", **values)
