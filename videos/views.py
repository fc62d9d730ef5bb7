from itertools import groupby

from csp.decorators import csp_update
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from govap.counting.readers import note_view
from govap.delivery.policy import cached_page
from govap.editorial import corrections, keyset, withdrawn

from .models import Video

YOUTUBE = "https://www.youtube-nocookie.com"


@cached_page(keyset.PARAMETER)
@require_safe
def video_list(request):
    videos, next_url = keyset.page(request, Video.objects.published().for_cards().newest(), size=24)
    return render(request, "videos/video_list.html", {"programmes": _by_programme(videos), "next_url": next_url})


@cached_page()
@require_safe
def video(request, slug, pk):
    rows = Video.objects.addressed().select_related("programme", "poster")
    found = get_object_or_404(corrections.beside(rows), pk=pk)
    if not found.is_published():
        return withdrawn.answer(request, found, render_video)
    if slug != found.slug:
        return redirect(found, permanent=True)
    note_view(request, "video", found.pk)
    return render_video(request, found)


@cached_page(seconds=300)
@require_safe
def captions(request, pk):
    found = get_object_or_404(Video.objects.published().exclude(captions=""), pk=pk)
    return HttpResponse(found.captions, content_type="text/vtt; charset=utf-8")


@csp_update({"frame-src": [YOUTUBE]})
def render_video(request, video, **more):
    """The page of a video: the live row, or one that a draft filled in memory. `more` is for the template."""
    siblings = Video.objects.published().filter(programme=video.programme_id).exclude(pk=video.pk)
    parts = siblings.for_cards().order_by("part", "title")[:50]
    told = {"corrections": corrections.printed(video), "changes": corrections.changes(video)}
    context = {"video": video, "siblings": parts, **told, **more}
    return render(request, "videos/video.html", context)


def _by_programme(videos):
    """Videos grouped by programme, the programme of the newest video first, its parts in their order."""
    place = {}
    for video in videos:
        place.setdefault(video.programme_id, len(place))
    ordered = sorted(videos, key=lambda video: (place[video.programme_id], video.part, video.title))
    groups = groupby(ordered, key=lambda video: video.programme)
    return [{"programme": programme, "videos": list(parts)} for programme, parts in groups]
