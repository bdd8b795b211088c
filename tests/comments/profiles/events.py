"""Things that happen to and by a reader at chosen moments, and what a page of their activity shows of them."""

import re
from itertools import count

from django.utils import timezone

from comments.models import Authorship, Comment, Gem, LevelChange, Mention
from tests.conftest import make_article

NEXT = re.compile(r'<a rel="next" href="\?([^"]+)"\s*>')
KIND = re.compile(r'<li class="under of-(\w+)">')
numbers = count(1)


def comment(article, author, moment, **fields):
    """A shown comment of that moment, without a place in the thread."""
    fields = {"text": f"第{next(numbers)}句", "state": "visible", "shown_at": moment, "created_at": moment} | fields
    return Comment.objects.create(article=article, author=author, **fields)


def happen(kind, reader, other, article, moment):
    """Let one thing of this kind happen to `reader`; return its row."""
    if kind == "gem":
        row = comment(article, reader, moment)
        return Gem.objects.create(comment=row, author=reader, day=timezone.localdate(moment), made_at=moment)
    if kind == "level":
        return LevelChange.objects.create(reader=reader, before=1, after=2, made_at=moment)
    if kind == "story":
        story = make_article(f"第{next(numbers)}篇", published_at=moment)
        return Authorship.objects.create(reader=reader, article=story)
    if kind == "reply":
        return comment(article, other, moment, answers=reader)
    if kind == "mention":
        row = comment(article, other, moment, text=f"@{reader.name}")
        Mention.objects.create(comment=row, reader=reader, typed=reader.name)
        return row
    return comment(article, reader, moment, state="held" if kind == "own" else "visible")


def walked(client, path):
    """The pages from `path` on, each as text, as a reader turns them."""
    pages = [client.get(path).content.decode()]
    while onward := NEXT.search(pages[-1]):
        query = onward[1].replace("&amp;", "&")
        pages.append(client.get(f"{path.partition('?')[0]}?{query}").content.decode())
    return pages
