"""鲜花 and 鸡蛋, in the toggling and in the repeatable form."""

from django.shortcuts import get_object_or_404

from comments.forms import wanted_vote
from comments.models import ArticleVote, Comment, CommentVote
from comments.views.answers import by_script, fragment, redirect, vote, where_pressed
from news.models import Article


@vote("#comment-{}")
def on_comment(request, pk):
    comment = get_object_or_404(Comment.objects.visible_to(request.user), pk=pk)
    want, toggle = wanted_vote(request)
    comment = CommentVote.cast(request.user, comment, want, toggle)
    if by_script(request):
        return fragment(request, "comments/_counts.html", {"comment": comment})
    return redirect(where_pressed(request, f"#comment-{pk}"))


@vote("#article-votes")
def on_article(request, pk):
    article = get_object_or_404(Article.objects.published(), pk=pk)
    want, toggle = wanted_vote(request)
    article = ArticleVote.cast(request.user, article, want, toggle)
    if by_script(request):
        return fragment(request, "comments/_article_counts.html", {"article": article})
    return redirect(where_pressed(request, "#article-votes"))
