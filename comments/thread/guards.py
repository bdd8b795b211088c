"""What keeps a post out, in the order in which it is said; called under the article's and the author's locks."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from comments.bans.models import Ban
from comments.exceptions import Conflict, Forbidden, Gone, TooFast
from comments.relations.models import Block
from comments.thread.repeats import LEAST, SHORT, fold_for_repeats, is_near_copy
from comments.thread.text import digest
from comments.word_rules.models import Verdict, WordRule, judge

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.models import Comment
    from comments.thread.queries import CommentQuerySet
    from news.articles.models import Article


REPEAT = BURST = timedelta(minutes=10)
EDITS, EDIT_SECONDS = 10, 3
COMPARED, COMPARED_OF_ALL = 30, 100  # comments
MANY, YOUNG = 5, timedelta(days=7)


def earlier_answer(posts: CommentQuerySet, key: str, text: str) -> Any:
    """Return the comment that this `key` already made, or None; Conflict if it made another text.

    `posts`: the author's comments on this article. The key comes first: a retry is answered even where a new
    post would be refused.
    """
    known = posts.filter(key=key).first() if key else None
    if known and known.digest != digest(text):
        raise Conflict("这张表单刚才已经发出过另一段文字。下面是您现在写的，确认后请再点一次发表。")
    return known


def refuse_repeated(posts: CommentQuerySet, text: str, article: Article, parent: Comment | None) -> None:
    """Refuse what the author said, or nearly said, within ten minutes; a short courtesy to somebody else is none.

    `posts`: all comments of the author. `parent`: the comment that is answered, or None.
    """
    folded, place = fold_for_repeats(text), (article.pk, parent and parent.pk)
    recent = posts.filter(created_at__gt=timezone.now() - REPEAT).order_by("-created_at")
    for digest_of_other, other, *where in recent.values_list("folded", "text", "article_id", "parent_id")[:COMPARED]:
        if digest_of_other == digest(folded):
            repeated = len(folded) > SHORT or tuple(where) == place
        else:
            repeated = len(folded) >= LEAST and is_near_copy(folded, fold_for_repeats(other))
        if repeated:
            raise Conflict("您刚刚发过同样的话，不必再发一遍。")


def refuse_too_fast(posts: CommentQuerySet) -> None:
    """`posts`: all comments of the author, on any article."""
    now = timezone.now()
    recent = posts.filter(created_at__gt=now - BURST)
    last = recent.order_by("-created_at").values_list("created_at", flat=True).first()
    if last and (now - last).total_seconds() < settings.COMMENT_INTERVAL_SECONDS:
        raise TooFast("发得太快了，请稍等几秒再发。您写的文字还在。")
    if recent.count() >= settings.COMMENT_BURST:
        raise TooFast("十分钟内发的评论太多了，请稍后再发。您写的文字还在。")


def refuse_closed(article: Article, author: Reader) -> None:
    if not article.is_published:
        raise Gone(f"{article.noun_phrase}已经撤下，不能再评论。")
    if article.closed:
        raise Forbidden(f"{article.noun_phrase}的评论已经关闭。")
    if not author.is_active:
        raise Forbidden("这个账号已停用，不能发表评论。")


def refuse_slow(posts: CommentQuerySet, article: Article, author: Reader) -> None:
    """The limits that moderators set for one story: a pause between two comments of a person, a least level.

    `posts`: all comments of the author. Staff are not held up.
    """
    if author.is_staff:
        return
    if author.level < article.least_level:
        raise Forbidden(f"{article.noun_phrase}只限 R{article.least_level} 以上的网友评论。您写的文字还在。")
    if not article.slow_seconds:
        return
    last = posts.filter(article=article).order_by("-created_at").values_list("created_at", flat=True).first()
    wait = article.slow_seconds - (timezone.now() - last).total_seconds() if last else 0
    if wait > 0:
        seconds = ceil(wait)
        sentence = f"{article.noun_phrase}开了慢速模式，请 {seconds} 秒后再发。您写的文字还在。"
        raise TooFast(sentence, retry_after=seconds)


def refuse_parent(parent: Comment | None, article: Article, author: Reader) -> None:
    if parent is None:
        return
    if parent.article_id != article.pk or not parent.is_shown and parent.state != parent.State.DELETED:
        raise Gone("您要回复的评论已经不在了。")
    if parent.state == parent.State.DELETED:
        raise Forbidden("您要回复的评论已由作者删除，不能再回复。")
    if Block.between(parent.author_id, author.pk):  # in neutral words: nobody is told that they are blocked
        raise Forbidden("这条评论暂不接受您的回复。")


def judge_words(text: str, article: Article, author: Reader) -> Verdict:
    """What the word rules make of a text, of staff nothing. Refused where one refuses it."""
    return Verdict() if author.is_staff else judge(text, article)


def why_held(comment: Comment, verdict: Verdict) -> str:
    """Why a new comment waits for a moderator, as moderators are told; "" if it does not.

    It does on pre-moderated articles, if its author is read first, if it is one of their first few, or the same words
    from many new accounts.
    """
    author = comment.author
    if author.is_staff:
        return ""
    if verdict.action == WordRule.Action.HOLD:
        return verdict.why
    if is_said_by_many(comment):
        return "多个新账号发了几乎一样的话"
    if Ban.of(author, comment.article, Ban.Kind.READ_FIRST):
        return "此人先审后发"
    if comment.article.pre_moderated:
        return "这条新闻先审后发"
    if author.rank.holds_first and is_among_first(author):
        return f"新网友的前 {settings.HOLD_FIRST} 条评论"
    return ""


def is_among_first(author: Reader) -> bool:
    """Whether fewer of the author's comments than `HOLD_FIRST` have ever been shown."""
    return len(author.comments.filter(floor__isnull=False)[: settings.HOLD_FIRST]) < settings.HOLD_FIRST


def is_said_by_many(comment: Comment) -> bool:
    """Whether at least `MANY` accounts younger than a week, its author among them, said nearly this within ten minutes.

    Looks at no more than the newest `COMPARED_OF_ALL` comments of such accounts, and only where its author is one.
    """
    young, folded = timezone.now() - YOUNG, fold_for_repeats(comment.text)
    if comment.author.date_joined < young or len(folded) < LEAST:
        return False
    states = [state for state in comment.State if state != comment.State.DELETED]
    recent = type(comment).objects.filter(state__in=states, created_at__gt=timezone.now() - REPEAT)
    others = recent.filter(author__date_joined__gt=young).exclude(author=comment.author_id).order_by("-created_at")
    rows = others.values_list("author_id", "text")[:COMPARED_OF_ALL]
    same = {author for author, text in rows if is_near_copy(folded, fold_for_repeats(text))}
    return len(same) + 1 >= MANY


def refuse_edit(comment: Comment) -> None:
    """Five minutes, ten times, three seconds apart: every edit redraws the comment on all open pages."""
    times = list(comment.edits.order_by("-made_at").values_list("made_at", flat=True)[:EDITS])
    if len(times) >= EDITS:
        raise TooFast("这条评论已经改过很多次，不能再改了。")
    if times and (timezone.now() - times[0]).total_seconds() < min(EDIT_SECONDS, settings.COMMENT_INTERVAL_SECONDS):
        raise TooFast("改得太快了，请稍等几秒再改。您写的文字还在。")
    if not type(comment).objects.editable_by(comment.author).filter(pk=comment.pk).exists():
        raise Forbidden("发表超过五分钟，或评论已不在，不能再修改。")
