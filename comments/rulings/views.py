"""The public record of rulings."""

from comments.rulings.models import Ruling
from news.caching.pages import public
from news.http.paging import PER_PAGE, page_of


def rulings(request):
    rows, page, more = page_of(request, Ruling.objects.order_by("-made_at", "-pk"), PER_PAGE)
    context = {"rulings": rows, "page": page, "more": more}
    return public(request, "comments/rulings.html", context, ["rulings", *(ruling.pk for ruling in rows)])
