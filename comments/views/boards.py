"""The stream of new comments, the four boards, the rulings: lists of what there is."""

from datetime import timedelta

from django.http import Http404
from django.utils import timezone

from comments.boards.standings import FORMULAS, TITLES, lines
from comments.models import Gem, Ruling
from comments.views.people import PER_PAGE, comment_list, cursors_under, open_floor
from news.dates import write_day
from news.models import Board
from news.views.articles import named_day
from news.views.pages import of, page_of, public


def stream(request):
    return comment_list(request, "comments/stream.html", open_floor().newest(), title="网友最新评论")


def rulings(request):
    rows, page, more = page_of(request, Ruling.objects.order_by("-made_at", "-pk"), PER_PAGE)
    context = {"rulings": rows, "page": page, "more": more}
    return public(request, "comments/rulings.html", context, ["rulings", *(ruling.pk for ruling in rows)])


def board(request, name):
    """A ranking as it stands, a minute old at most; every row says why it is there."""
    if name not in TITLES:
        raise Http404("没有这个榜单。")
    board = Board.standing(name)
    shown = lines(board)
    rows = [row for _, row in shown]
    context = {"board": board, "name": name, "title": TITLES[name], "formula": FORMULAS[name], "lines": shown}
    context |= {"titles": TITLES, "feed": f"/feeds/boards/{name}/", "today": timezone.localdate() - timedelta(days=1)}
    seen = cursors_under(rows) if name == "gems" else of(rows)
    # A minute's build says when it was made; which minute it is, only where the rows moved.
    return public(
        request, f"comments/board_{'gems' if name == 'gems' else 'stories'}.html", context, [board.mark, seen]
    )


def gems_of_day(request, day):
    """The daily archive of 神评: what stood there when the day closed."""
    when = named_day(day)
    rows = [gem.comment for gem in Gem.objects.of_day(when)]
    context = {"title": f"{write_day(when)}的神评妙论", "comments": rows, "when": when}
    has_earlier = Gem.objects.filter(day__lt=when).exists()
    context |= {"previous": when - timedelta(days=1) if has_earlier else None}
    context |= {"next": when + timedelta(days=1) if when < timezone.localdate() - timedelta(days=1) else None}
    return public(request, "comments/gems_of_day.html", context, ["gems", str(when), has_earlier, cursors_under(rows)])
