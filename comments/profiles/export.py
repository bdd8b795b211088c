"""我的数据: everything that the site keeps of one reader, as one archive: JSON and pictures."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from comments.notifications.models import Notice
from comments.rulings.models import Ruling
from comments.states import CommentState
from comments.thread.models import Comment
from comments.votes.models import ArticleVote, CommentVote

if TYPE_CHECKING:
    from comments.readers.models import Reader


PROFILE = (
    "name",
    "email",
    "sign",
    "title",
    "bio",
    "pen_name",
    "points",
    "level",
    "flowers_received",
    "mail",
    "date_joined",
    "last_login",
    "renamed_at",
    "leaving_at",
    "imported",
)

COMMENT_COLUMNS = (
    "pk",
    "article_id",
    "article__title",
    "parent_id",
    "text",
    "state",
    "created_at",
    "shown_at",
    "edited_at",
    "floor",
    "flowers",
    "eggs",
)


def archive(reader: Reader) -> Any:
    """Return an open temporary file with the archive of `reader`; the caller closes it."""
    file = TemporaryFile()  # noqa: SIM115  (the answer reads it)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parcel:
        with parcel.open("huadan.json", "w") as out:
            write_json(out, reader)
        if name := reader.portrait.name:
            with suppress(FileNotFoundError):  # replaced a moment ago
                parcel.write(reader.portrait.path, f"portrait{PurePosixPath(name).suffix}")
    file.seek(0)
    return file


def write_json(out: Any, reader: Reader) -> None:
    """Write one JSON object, list by list and row by row, so that a hundred thousand rows take no memory."""
    out.write(b'{\n"profile": ' + to_json(profile(reader)))
    for name, rows in lists(reader).items():
        out.write(f',\n"{name}": ['.encode())
        for number, row in enumerate(rows):
            out.write((b",\n" if number else b"\n") + to_json(row))
        out.write(b"\n]")
    out.write(b"\n}\n")


def to_json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).encode()


def profile(reader: Reader) -> dict[str, Any]:
    addresses = EmailAddress.objects.filter(user=reader).values("email", "verified", "primary")
    return {name: getattr(reader, name) for name in PROFILE} | {
        "emails": list(addresses),
        "made_at": timezone.now(),
        "page": reader.get_absolute_url(),
    }


def lists(reader: Reader) -> dict[str, Iterator[Any]]:
    """{name: rows} of everything that is this reader's, in order of time."""
    return {
        "comments": rows_of(
            Comment.objects.filter(author=reader).exclude(state=CommentState.DELETED, text=""), *COMMENT_COLUMNS
        ),
        "earlier_texts": rows_of(
            Comment.objects.filter(author=reader, edits__isnull=False), "pk", "edits__before", "edits__made_at"
        ),
        "comment_votes": rows_of(
            CommentVote.objects.filter(reader=reader), "comment_id", "kind", "reason", "weight", "made_at"
        ),
        "article_votes": rows_of(ArticleVote.objects.filter(reader=reader), "article_id", "kind", "weight", "made_at"),
        "ledger": rows_of(reader.ledger, "amount", "reason", "comment_id", "reverses_id", "made_at"),
        "gems": rows_of(reader.gems, "comment_id", "day", "made_at"),
        "rulings": rows_of(Ruling.objects.filter(comment__author=reader), "comment_id", "act", "reason", "made_at"),
        "levels": rows_of(reader.level_changes, "before", "after", "made_at"),
        "notices": rows_of(Notice.objects.filter(reader=reader), "kind", "cause", "text", "made_at", "seen_at"),
        "follows": rows_of(reader.follows, "followed__name", "made_at"),
        "stories_followed": rows_of(reader.story_follows, "article_id", "article__title", "made_at"),
        "blocks": rows_of(reader.blocks, "blocked__name", "made_at"),
        "muted_words": rows_of(reader.muted_words, "word"),
        "names": rows_of(reader.known_names, "name", "since", "until"),
        "titles_asked": rows_of(reader.title_requests, "text", "state", "answer", "made_at"),
        "submissions": rows_of(
            reader.submissions, "board__name", "title", "text", "link", "state", "answer", "saved_at", "sent_at"
        ),
        "error_reports": rows_of(
            reader.error_reports, "article_id", "article__title", "text", "state", "answer", "made_at"
        ),
        "ballots": rows_of(reader.ballots, "poll_id", "poll__question", "choices__text", "made_at"),
        "articles": rows_of(reader.articles, "article_id", "article__title", "article__published_at"),
    }


def rows_of(rows: Any, *columns: Any) -> Iterator[Any]:
    return rows.order_by("pk").values(*columns).iterator(chunk_size=500)
