"""Where article and thread meet: the tags that templates of `news` may load."""

from django import template
from django.conf import settings

from comments.models import Authorship, Comment
from comments.models.comment_queries import PAGE

register = template.Library()


@register.inclusion_tag("comments/_thread.html", takes_context=True)
def thread(context, article):
    """The floor of an article: 热门评论, the composer, 当前热评."""
    floor = Comment.objects.filter(article=article).drawn()
    shared = {name: context.get(name) for name in ("request", "site_name")}
    shared["new_hours"] = settings.NEW_ACCOUNT_HOURS
    return shared | {"article": article, "lifted": floor.lifted(), "latest": floor.latest()[:PAGE], "capacity": PAGE}


@register.inclusion_tag("comments/_badge.html")
def badge(reader):
    return {"reader": reader}


@register.simple_tag
def author_of(article):
    """The reader who wrote this article of a reader board, or None."""
    row = Authorship.objects.filter(article=article).select_related("reader").first()
    return row and row.reader
