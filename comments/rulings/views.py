"""The public record of rulings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

from comments.rulings.models import Ruling
from news.caching.pages import render_public
from news.http.paging import PER_PAGE, paginate

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


def rulings(request: SiteRequest) -> HttpResponse:
    rows, page, more = paginate(request, Ruling.objects.order_by("-made_at", "-pk"), PER_PAGE)
    context = {"rulings": rows, "page": page, "more": more}
    return render_public(
        request, "comments/rulings/rulings.html", context, ["rulings", *(ruling.pk for ruling in rows)]
    )
