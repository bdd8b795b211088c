"""鲜花 and 鸡蛋, in the toggling and in the repeatable form."""

from django.shortcuts import get_object_or_404

from comments.forms import wanted_reason, wanted_vote
from comments.models import ArticleVote, Comment, CommentVote
from comments.views.answers import act, by_script, fragment, redirect, where_pressed
from news.models import Article


@act("#comment-{pk}")
def on_comment(request, pk):
    comment = get_object_or_404(Comment.objects.visible_to(request.user), pk=pk)
    want, toggle = wanted_vote(request)
    comment = CommentVote.cast(request.user, comment, want, toggle, wanted_reason(request))
    if by_script(request):
        row = "_comment" if comment.state == "collapsed" else "_counts"
        return fragment(request, f"comments/{row}.html", {"comment": comment})
    return redirect(where_pressed(request, f"#comment-{pk}"))


@act("#article-votes")
def on_article(request, pk):
    article = get_object_or_404(Article.objects.published(), pk=pk)
    want, toggle = wanted_vote(request)
    article = ArticleVote.cast(request.user, article, want, toggle)
    if by_script(request):
        return fragment(request, "comments/_article_counts.html", {"article": article})
    return redirect(where_pressed(request, "#article-votes"))
