"""个人频道 and 个人动态: the pages about one reader. The owner sees more of the second than others do."""

from comments.thread.models import Comment
from news.caching.pages import render_public
from news.http.paging import paginate

PER_PAGE = 30


def comment_list(request, template, rows, **context):
    comments, page, more = paginate(request, rows.for_rendering(), PER_PAGE)
    context |= {"comments": comments, "page": page, "more": more}
    return render_public(request, template, context, ["comments", cursors_under(comments), context.get("seen")])


def cursors_under(rows):
    """The cursors of the articles under which these stand."""
    return [(row.article_id, row.article.cursor) for row in rows]


def open_floor():
    return Comment.objects.shown().in_open_articles()
