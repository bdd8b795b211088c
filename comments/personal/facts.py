"""What a page knows of who is looking, and the slots of public HTML into which it is put."""

import re

from comments.notifications.models import Notice
from comments.personal.hiding import Unwanted
from comments.polls.models import Ballot
from comments.relations.models import StoryFollow
from comments.thread.models import Comment
from comments.votes.models import ArticleVote, CommentVote

SLOT = re.compile(r"<!--me:([a-z0-9-]+)-->.*?<!--/me-->", re.DOTALL)
POLL = re.compile(r"<!--me:poll-(\d{1,18})-->")
ROW = re.compile(r"<!--me:c(\d{1,18})-->")
PRESSED = re.compile(r'data-vote="([ac]\d+):(flower|egg)" aria-pressed="false"')


def personal(reader, article=None, html=None):
    """Return what is `reader`'s own about a page of `article` (or None): facts, no HTML.

    `html`: only the comments whose rows stand on this page count; without it, all comments of the article.
    `votes`: {"c12": "flower", "a3": "egg"}; `reasons`: {pk: why the reader gave it an egg}; `own`: {pk: seconds left
    to edit}; `held`: own comments in the queue; `unseen`: how many notices; `unwanted`: whom and what they hide.
    """
    facts = {
        "name": reader.name, "staff": reader.is_staff, "unseen": Notice.objects.bell(reader),
        "unwanted": Unwanted.of(reader), "votes": {}, "reasons": {}, "own": {}, "held": [], "following": False,
    }  # fmt: skip
    if article:
        facts |= about_story(reader, article)
    rows = {int(pk) for pk in ROW.findall(html or "")}
    if article and html is None:
        comments = Comment.objects.filter(article=article)
        cast = CommentVote.objects.filter(comment__article=article)
    else:
        # Comments that wait for approval stand in no public page, but are put into this one.
        shown = rows | {comment.pk for comment in facts["held"]}
        comments, cast = Comment.objects.filter(pk__in=shown), CommentVote.objects.filter(comment__in=rows)
    if article or rows:
        add_comment_facts(facts, reader, comments, cast)
    return facts


def about_story(reader, article):
    """The facts about a story itself: the vote on it, own comments that wait for approval, whether it is followed."""
    cast = ArticleVote.objects.filter(reader=reader, article=article).values_list("kind", flat=True)
    held = Comment.objects.filter(article=article, author=reader, state="held")
    return {
        "votes": {f"a{article.pk}": kind for kind in cast},
        "held": list(held.drawn().order_by("-created_at", "-pk")),
        "following": StoryFollow.objects.filter(reader=reader, article=article).exists(),
    }


def add_comment_facts(facts, reader, comments, cast):
    """Add to `facts` the reader's `votes` and `reasons` among the votes `cast`, and which `comments` are `own`."""
    for pk, kind, reason in cast.filter(reader=reader).values_list("comment_id", "kind", "reason"):
        facts["votes"][f"c{pk}"] = kind
        if kind == "egg":
            facts["reasons"][pk] = reason
    since = Comment.editable_since()
    for pk, made in comments.deletable_by(reader).values_list("pk", "created_at"):
        facts["own"][pk] = max(0, int((made - since).total_seconds()))


def ballots(reader, html):
    """{pk of a poll on this page: what the reader chose in it}."""
    shown = {int(pk) for pk in POLL.findall(html)}
    cast = Ballot.objects.filter(reader=reader, poll__in=shown).prefetch_related("choices") if shown else ()
    return {ballot.poll_id: list(ballot.choices.all()) for ballot in cast}


def filled(html, slots, facts):
    """Return public HTML with its slots filled (a missing one keeps what it has) and its vote buttons as they are
    for this reader: own votes pressed, those on own comments disabled.
    """
    html = SLOT.sub(lambda slot: slots.get(slot.group(1), slot.group()), html)
    return PRESSED.sub(lambda button: vote_button(*button.groups(), facts), html)


def vote_button(thing, kind, facts):
    """The marks of one vote button: `thing` is "c" or "a" and a pk."""
    is_pressed = facts["votes"].get(thing) == kind
    is_own = thing[0] == "c" and int(thing[1:]) in facts["own"]
    marks = f'data-vote="{thing}:{kind}" aria-pressed="{"true" if is_pressed else "false"}"'
    return f"{marks} disabled" if is_own else marks
