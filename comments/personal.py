"""What a page knows of who is looking, and the slots of public HTML into which it is put."""

import re

from comments.hiding import Unwanted
from comments.models import ArticleVote, Ballot, Block, Comment, CommentVote, Follow, Notice, StoryFollow

SLOT = re.compile(r"<!--me:([a-z0-9-]+)-->.*?<!--/me-->", re.DOTALL)
POLL = re.compile(r"<!--me:poll-(\d{1,18})-->")
PRESSED = re.compile(r'data-vote="([ac]\d+):(flower|egg)" aria-pressed="false"')


def personal(reader, article=None):
    """Return what is `reader`'s own about a page of `article` (or None): facts, no HTML.

    `votes`: {"c12": "flower", "a3": "egg"}; `reasons`: {pk: why the reader gave it an egg}; `own`: {pk: seconds left
    to edit}; `held`: own comments in the queue; `unseen`: how many notices; `unwanted`: whom and what they hide.
    """
    facts = {
        "name": reader.name, "staff": reader.is_staff, "unseen": Notice.objects.bell(reader),
        "unwanted": Unwanted.of(reader), "votes": {}, "reasons": {}, "own": {}, "held": [], "following": False,
    }  # fmt: skip
    return facts | of_article(reader, article) if article else facts


def of_article(reader, article):
    cast = list(
        CommentVote.objects.filter(reader=reader, comment__article=article).values_list("comment_id", "kind", "reason")
    )
    votes = {f"c{pk}": kind for pk, kind, _ in cast}
    for kind in ArticleVote.objects.filter(reader=reader, article=article).values_list("kind", flat=True):
        votes[f"a{article.pk}"] = kind
    mine = Comment.objects.filter(article=article).deletable_by(reader)
    since = Comment.editable_since()
    return {
        "votes": votes,
        "reasons": {pk: reason for pk, kind, reason in cast if kind == "egg"},
        "own": {pk: max(0, int((made - since).total_seconds())) for pk, made in mine.values_list("pk", "created_at")},
        "held": list(mine.filter(state="held").drawn().order_by("-created_at", "-pk")),
        "following": StoryFollow.objects.filter(reader=reader, article=article).exists(),
    }


def ballots(reader, html):
    """{pk of a poll on this page: what the reader chose in it}."""
    shown = {int(pk) for pk in POLL.findall(html)}
    cast = Ballot.objects.filter(reader=reader, poll__in=shown).prefetch_related("choices") if shown else ()
    return {ballot.poll_id: list(ballot.choices.all()) for ballot in cast}


def bonds(reader, other):
    """What `reader` has to do with the person whose page this is."""
    return {
        "other": other,
        "is_self": reader.pk == other.pk,
        "following": Follow.objects.filter(reader=reader, followed=other).exists(),
        "blocking": Block.between(reader, other),
    }


def filled(html, slots, votes):
    """Return public HTML with its slots filled (a missing one keeps what it has) and own votes pressed."""
    html = SLOT.sub(lambda slot: slots.get(slot.group(1), slot.group()), html)
    return PRESSED.sub(lambda button: pressed(button, votes), html)


def pressed(button, votes):
    thing, kind = button.groups()
    return f'data-vote="{thing}:{kind}" aria-pressed="{"true" if votes.get(thing) == kind else "false"}"'
