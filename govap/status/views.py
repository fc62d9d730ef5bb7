from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from govap.editorial.roles import LEVELS, MANAGER, level_of

from .findings import BAD, GOOD
from .report import report


@require_safe
def status(request):
    if level_of(request.user) < LEVELS[MANAGER]:
        raise PermissionDenied
    found = report()
    context = admin.site.each_context(request) | {
        "title": "Tình trạng trang",
        "findings": found,
        "troubles": sum(finding.state != GOOD for finding in found),
        "has_fault": any(finding.state == BAD for finding in found),
        "now": timezone.now(),
    }
    return render(request, "admin/status.html", context)
