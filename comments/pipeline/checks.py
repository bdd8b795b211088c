"""What each phase of the pipeline looks at: small functions without a database.

A function takes the post and the facts, and returns what it makes of them, or None where it has nothing to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from comments.exceptions import Conflict, Forbidden, Gone, Refused, TooFast
from comments.pipeline.repeats import LEAST, SHORT, fold_for_repeats, is_near_copy

if TYPE_CHECKING:
    from comments.pipeline.facts import Facts, Post

WHY_LONGEST = 200


class Action(models.TextChoices):
    REFUSE = "refuse", "拒绝"
    HOLD = "hold", "待审"
    MARK = "mark", "标记"


@dataclass(frozen=True)
class Outcome:
    """What a phase makes of a post: `why` for moderators; for the author `error`, if the post is refused."""

    action: Action
    why: str
    error: Refused | None = None


def refuse(error: Refused) -> Outcome:
    return Outcome(Action.REFUSE, str(error)[:WHY_LONGEST], error)


def hold(why: str) -> Outcome:
    return Outcome(Action.HOLD, why[:WHY_LONGEST])


def check_repeat(post: Post, facts: Facts) -> Outcome | None:
    """Refuse what the author said, or nearly said, within ten minutes; a short courtesy to somebody else is none."""
    for _, folded_digest, other, *place in facts.recent_posts:
        if folded_digest == post.folded_digest:
            repeated = len(post.folded) > SHORT or place == [facts.article.pk, post.parent_pk]
        else:
            repeated = len(post.folded) >= LEAST and is_near_copy(post.folded, fold_for_repeats(other))
        if repeated:
            return refuse(Conflict("您刚刚发过同样的话，不必再发一遍。"))
    return None


def check_rate(post: Post, facts: Facts) -> Outcome | None:
    last = facts.seconds_since_last
    if last is not None and last < settings.COMMENT_INTERVAL_SECONDS:
        return refuse(TooFast("发得太快了，请稍等几秒再发。您写的文字还在。"))
    if last is not None and facts.recent_count >= settings.COMMENT_BURST:
        return refuse(TooFast("十分钟内发的评论太多了，请稍后再发。您写的文字还在。"))
    return None


def check_closed(post: Post, facts: Facts) -> Outcome | None:
    article = facts.article
    if not article.is_published:
        return refuse(Gone(f"{article.noun_phrase}已经撤下，不能再评论。"))
    if article.closed:
        return refuse(Forbidden(f"{article.noun_phrase}的评论已经关闭。"))
    if not facts.author.is_active:
        return refuse(Forbidden("这个账号已停用，不能发表评论。"))
    return None


def check_slow(post: Post, facts: Facts) -> Outcome | None:
    """The limits that moderators set for one story: a least level, a pause between two comments of a person."""
    article = facts.article
    if facts.author.level < article.least_level:
        said = f"{article.noun_phrase}只限 R{article.least_level} 以上的网友评论。您写的文字还在。"
        return refuse(Forbidden(said))
    return pause(facts, article.slow_seconds, f"{article.noun_phrase}开了慢速模式")


def check_heat(post: Post, facts: Facts) -> Outcome | None:
    seconds = facts.article.heat_seconds
    return pause(facts, seconds, f"讨论升温，发言间隔 {seconds} 秒")


def pause(facts: Facts, seconds: int, because: str) -> Outcome | None:
    """Refuse a comment less than `seconds` after the author's last one on this article."""
    last = facts.seconds_since_last_here if seconds else None
    if last is None or last >= seconds:
        return None
    wait = ceil(seconds - last)
    return refuse(TooFast(f"{because}，请 {wait} 秒后再发。您写的文字还在。", retry_after=wait))


def check_length(post: Post, facts: Facts) -> Outcome | None:
    """`threshold`: the fewest letters and digits; what has none (😂, 。。。) is measured by its characters."""
    threshold = facts.thresholds["length"]
    if len(post.folded) >= threshold or len(post.text) >= threshold:
        return None
    return refuse(Refused(f"评论至少写 {threshold} 个字。您写的文字还在。"))


def check_links(post: Post, facts: Facts) -> Outcome | None:
    """`threshold`: how many links a new account may write before a moderator has looked."""
    threshold = facts.thresholds["links"]
    if facts.author.is_new and post.links > threshold:
        return hold(f"新账号发了 {post.links} 个链接")
    return None


def check_words(post: Post, facts: Facts) -> Outcome | None:
    hits = facts.word_hits(post.text)
    if hits.refuse:
        return refuse(Refused(f"“{hits.refuse[0]}”不能在本站发表，请修改后再发。您写的文字还在。"))
    if hits.hold:
        return hold(f"敏感词：{'、'.join(hits.hold)}")
    if hits.mark:
        return Outcome(Action.MARK, f"敏感词：{'、'.join(hits.mark)}"[:WHY_LONGEST])
    return None


def check_ban(post: Post, facts: Facts) -> Outcome | None:
    if facts.silence:
        return refuse(Forbidden(facts.silence.sentence))
    return hold("此人先审后发") if facts.is_read_first else None


def check_origin(post: Post, facts: Facts) -> Outcome | None:
    """Of readers known for long nothing is held: many share the network of one carrier."""
    if facts.author.rank.holds_first and facts.is_from_held_origin:
        return hold("来自被禁言账号用过的网络或设备")
    return None


def check_first(post: Post, facts: Facts) -> Outcome | None:
    """`threshold`: how many comments of a new reader are read first."""
    threshold = facts.thresholds["first"]
    if facts.author.rank.holds_first and threshold and not facts.has_been_shown(threshold):
        return hold(f"新网友的前 {threshold} 条评论")
    return None


def check_story(post: Post, facts: Facts) -> Outcome | None:
    return hold("这条新闻先审后发") if facts.article.pre_moderated else None


def check_copies(post: Post, facts: Facts) -> Outcome | None:
    """`threshold`: from how many accounts younger than a week, the author's among them, nearly the same is held."""
    threshold = facts.thresholds["copies"]
    if len(post.folded) < LEAST:
        return None
    texts = facts.texts_of_new_accounts
    same = {author for author, text in texts if is_near_copy(post.folded, fold_for_repeats(text))}
    return hold("多个新账号发了几乎一样的话") if same and len(same) + 1 >= threshold else None


def check_refusals(post: Post, facts: Facts) -> Outcome | None:
    """`threshold`: after how many refusals by word rules within a day the author is read first."""
    threshold = facts.thresholds["refusals"]
    number = facts.recent_refusals
    return hold(f"一天内有 {number} 条因敏感词被拒") if number and number >= threshold else None
