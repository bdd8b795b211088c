"""个人频道 and 个人动态: the pages about one reader. The owner sees more of the second than others do."""

from comments.thread.models import Comment
from news.caching.pages import public
from news.http.paging import page_of

PER_PAGE = 30


def comment_list(request, template, rows, **context):
    comments, page, more = page_of(request, rows.drawn(), PER_PAGE)
    context |= {"comments": comments, "page": page, "more": more}
    return public(request, template, context, ["comments", cursors_under(comments), context.get("seen")])


def cursors_under(rows):
    """The cursors of the articles under which these stand."""
    return [(row.article_id, row.article.cursor) for row in rows]


def open_floor():
    return Comment.objects.shown().in_open_articles()
