"""鲜花 and 鸡蛋, in the toggling and in the repeatable form."""

from django.shortcuts import get_object_or_404

from comments.responses.answers import act, by_script, fragment, redirect, where_pressed
from comments.responses.guest_texts import GUEST_VOTE, keep_in_session
from comments.thread.models import Comment
from comments.votes.forms import wanted_reason, wanted_vote
from comments.votes.models import ArticleVote, CommentVote
from news.articles.models import Article


def keep_comment_vote(request, pk):
    want, _ = wanted_vote(request)
    if want:
        vote = {"on": "comment", "pk": pk, "want": want, "reason": wanted_reason(request)}
        keep_in_session(request, GUEST_VOTE, vote)


def keep_article_vote(request, pk):
    want, _ = wanted_vote(request)
    if want:
        keep_in_session(request, GUEST_VOTE, {"on": "article", "pk": pk, "want": want})


@act("#comment-{pk}", keep=keep_comment_vote)
def on_comment(request, pk):
    comment = get_object_or_404(Comment.objects.visible_to(request.user), pk=pk)
    want, toggle = wanted_vote(request)
    comment = CommentVote.cast(request.user, comment, want, toggle, wanted_reason(request))
    if by_script(request):
        row = "_row" if comment.state == "collapsed" else "_counts"
        return fragment(request, f"comments/{row}.html", {"comment": comment})
    return redirect(where_pressed(request, f"#comment-{pk}"))


@act("#article-votes", keep=keep_article_vote)
def on_article(request, pk):
    article = get_object_or_404(Article.objects.published(), pk=pk)
    want, toggle = wanted_vote(request)
    article = ArticleVote.cast(request.user, article, want, toggle)
    if by_script(request):
        return fragment(request, "comments/_article_counts.html", {"article": article})
    return redirect(where_pressed(request, "#article-votes"))
