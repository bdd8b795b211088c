"""What a page knows of who is looking, and the slots of public HTML into which it is put."""

import re

from comments.models import ArticleVote, Comment, CommentVote

SLOT = re.compile(r"<!--me:([a-z0-9-]+)-->.*?<!--/me-->", re.DOTALL)
PRESSED = re.compile(r'data-vote="([ac]\d+):(flower|egg)" aria-pressed="false"')
MAIN = re.compile(r'<main\b[^>]*\sdata-article="(\d+)"')


def personal(reader, article):
    """Return what is `reader`'s own about a page of `article` (or None): facts, no HTML.

    `votes`: {"c12": "flower", "a3": "egg"}; `own`: {pk: seconds left to edit}; `held`: own comments in the queue.
    """
    facts = {"name": reader.name, "staff": reader.is_staff, "votes": {}, "own": {}, "held": []}
    if article is None:
        return facts
    cast = CommentVote.objects.filter(reader=reader, comment__article=article).values_list("comment_id", "kind")
    facts["votes"] = {f"c{pk}": kind for pk, kind in cast}
    for kind in ArticleVote.objects.filter(reader=reader, article=article).values_list("kind", flat=True):
        facts["votes"][f"a{article.pk}"] = kind
    mine = Comment.objects.filter(article=article).deletable_by(reader)
    since = Comment.editable_since()
    facts["own"] = {
        pk: max(0, int((made - since).total_seconds())) for pk, made in mine.values_list("pk", "created_at")
    }
    facts["held"] = list(mine.filter(state="held").drawn().order_by("-created_at", "-pk"))
    return facts


def filled(html, slots, votes):
    """Return public HTML with its slots filled (a missing one keeps what it has) and own votes pressed."""
    html = SLOT.sub(lambda slot: slots.get(slot.group(1), slot.group()), html)
    return PRESSED.sub(lambda button: pressed(button, votes), html)


def pressed(button, votes):
    thing, kind = button.groups()
    return f'data-vote="{thing}:{kind}" aria-pressed="{"true" if votes.get(thing) == kind else "false"}"'


def article_of(html):
    """The pk of the article that a page is about, or None."""
    found = MAIN.search(html)
    return int(found.group(1)) if found else None
