from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from govap import text
from govap.counting.readers import note_view
from govap.delivery.framing import may_frame
from govap.delivery.policy import cached_page
from govap.delivery.standing import version_of
from govap.editorial import corrections, keyset, withdrawn
from govap.editorial.qr import drawn

from . import addressed, listed
from . import archive as days
from .beside import beside
from .context import by_pk, by_slug
from .legacy import legacy_key
from .models import Article, Tag
from .querysets import moments

DAY = 86_400  # seconds


@cached_page(keyset.PARAMETER)
@require_safe
def article_list(request):
    articles, next_url = listed.ALL.page(request)
    context = {"articles": articles, "next_url": next_url, "title": "Tất cả tin bài"}
    return render(request, "news/article_list.html", context)


@cached_page("pham-vi")
@require_safe
def article(request, slug, pk):
    found = addressed.addressed(pk, by_pk.at(version_of(request)))
    if found is None:
        raise Http404
    if not found.is_published():
        return withdrawn.answer(request, found, render_article)
    if slug != found.slug:
        return redirect(found, permanent=True)
    note_view(request, "article", found.pk)
    return render_article(request, found)


@may_frame
def render_article(request, article, tags=None, **more):
    """The page of an article: the live row, or one that a draft filled in memory with `tags`. `more` is for the
    template."""
    tags = sorted(addressed.tags_of(article) if tags is None else tags, key=lambda tag: text.fold(tag.name))
    is_whole_site = request.GET.get("pham-vi") == "tat-ca"
    context = {
        "article": article,
        "tags": tags,
        "day": timezone.localdate(article.published_at),
        "corrections": corrections.printed(article),
        "changes": corrections.changes(article),
        **beside(article, tags, is_whole_site=is_whole_site),
        "is_whole_site": is_whole_site,
        **more,
    }
    return render(request, "news/article.html", context)


@cached_page(seconds=DAY)
@require_safe
def qr(request, pk):
    """The short address of an article as a QR code, for its printed page. Any number has one: it tells of no draft."""
    code = drawn(request.build_absolute_uri(reverse("news:article", args=["bai", pk])))
    return render(request, "news/qr.svg", {"qr": code}, content_type="image/svg+xml")


@cached_page()
@require_safe
def saved(request, pk):
    """An article as a file to keep, whole without this site but for its pictures (Nghị định 42/2022/NĐ-CP, art. 7)."""
    rows = Article.objects.published().select_related("category", "image")
    found = get_object_or_404(corrections.beside(rows), pk=pk)
    told = {"corrections": corrections.printed(found), "changes": corrections.changes(found)}
    response = render(request, "news/saved.html", {"article": found, **told})
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{found.slug}.html")  # noqa: FBT003
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@cached_page(keyset.PARAMETER)
@require_safe
def category(request, slug):
    found = by_slug.at(version_of(request)).get(slug)
    if found is None:
        raise Http404
    kind = listed.IN_CHILD if found.parent_id else listed.IN_SECTION
    articles, next_url = kind.page(request, found.pk)
    context = {"category": found, "articles": articles, "next_url": next_url, "current": found.get_absolute_url()}
    return render(request, "news/category.html", context)


@cached_page(keyset.PARAMETER)
@require_safe
def tag(request, slug):
    found = get_object_or_404(Tag, slug=slug)
    rows, next_url = keyset.page(request, found.items.until(timezone.now()).newest())
    shown = listed.these(row.content_object_id for row in rows)
    articles = [shown[row.content_object_id] for row in rows if row.content_object_id in shown]
    return render(request, "news/tag.html", {"tag": found, "articles": articles, "next_url": next_url})


@cached_page()
@require_safe
def archive(request):
    return render(request, "news/archive.html", {"years": days.years()})


@cached_page()
@require_safe
def year(request, year):
    first = days.day_or_404(year)
    neighbours = {
        "previous_url": reverse("news:year", args=[f"{first.year - 1:04}"]) if first.year > days.FIRST_YEAR else None,
        "next_url": reverse("news:year", args=[f"{first.year + 1:04}"])
        if first.year < timezone.localdate().year
        else None,
    }
    return render(request, "news/year.html", {"year": first.year, "months": days.months(first.year), **neighbours})


@cached_page(keyset.PARAMETER)
@require_safe
def month(request, year, month):
    first = days.day_or_404(year, month)
    articles, next_url = listed.OF_MONTH.page(request, *moments(first, days.last_of_month(first)))
    context = {"year": first.year, "month": first.month, "articles": articles, "next_url": next_url}
    return render(request, "news/month.html", context)


@cached_page(keyset.PARAMETER)
@require_safe
def day(request, year, month, day):
    found = days.day_or_404(year, month, day)
    articles, next_url = listed.OF_DAY.page(request, *moments(found, found))
    context = {"day": found, "articles": articles, "next_url": next_url, **_nearest(found, articles)}
    return render(request, "news/day.html", context)


@require_safe
def legacy(request):
    """An address of the former SharePoint portal answers with the article's new one."""
    key = legacy_key(request.path, request.GET.dict())
    if key is None:
        raise Http404
    found = get_object_or_404(Article.objects.addressed(), legacy_key=key)
    return redirect(found, permanent=True) if found.is_published() else withdrawn.answer(request, found, render_article)


def _nearest(day: date, articles):
    if articles:
        return {"nearest_before": None, "nearest_after": None}
    return {"nearest_before": days.nearest_before(day), "nearest_after": days.nearest_after(day)}
