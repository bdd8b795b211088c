"""A guest's vote while they sign in: the last one waits in their session for an hour and is cast once, for whoever
signs in there. A page of ours alone can put it there: see `news.http.origins.is_same_origin`.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from comments.exceptions import Gone, Refused
from comments.polls.models import Ballot, Poll
from comments.readers.models import Reader
from comments.responses.guest_texts import GUEST_VOTE
from comments.thread.opening import find_visible
from comments.votes.models import ArticleVote, CommentVote
from news.articles.models import Article

SENTENCES = {"flower": "已送鲜花。", "egg": "已扔鸡蛋。"}


def cast_guest_vote(request: HttpRequest, reader: Reader) -> None:
    """Cast the vote that waits in the session, if one does, and say on the next page what came of it."""
    vote = request.session.pop(GUEST_VOTE, None)
    if vote is None:
        return
    try:
        messages.success(request, CASTS[vote.pop("on")](reader, **vote))
    except Refused as error:
        messages.error(request, f"登录前的一票没有投上：{error}")


def cast_on_comment(reader: Reader, pk: int, want: str, reason: str) -> str:
    """Never toggles: who gave the same vote before has still given it."""
    comment = find_visible(pk, reader)
    if comment is None:
        raise Gone("这条评论已经不在了。")
    CommentVote.cast(reader, comment, want, reason=reason)
    return SENTENCES[want]


def cast_on_article(reader: Reader, pk: int, want: str) -> str:
    article = Article.objects.published().filter(pk=pk).first()
    if article is None:
        raise Gone("内容已经撤下。")
    ArticleVote.cast(reader, article, want)
    return SENTENCES[want]


def cast_in_poll(reader: Reader, pk: int, choices: list[int]) -> str:
    poll = Poll.objects.published().filter(pk=pk).first()
    if poll is None:
        raise Gone("这份问卷已经不在了。")
    Ballot.cast(reader, poll, set(choices))
    return "已投票。"


CASTS: dict[str, Callable[..., str]] = {"comment": cast_on_comment, "article": cast_on_article, "poll": cast_in_poll}
