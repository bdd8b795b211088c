"""All that the database knows of one reader about one page, by one query: each row says of what kind it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import DateTimeField, F, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast
from django.db.models.lookups import In
from django.utils import timezone

from comments.notifications.models import LOOKED_AT, Notice
from comments.relations.models import Block, MutedWord, StoryFollow
from comments.states import CommentState
from comments.thread.models import Comment
from comments.votes.models import ArticleVote, CommentVote
from news.compiled_queries import NOW, CompiledListQuery, Given

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from news.articles.models import Article

READER, ARTICLE = Given("reader"), Given("article")
NONE, NEVER = Value("", output_field=TextField()), Cast(Value(None), DateTimeField())


def of_kind(
    kind: str, rows: QuerySet[Any, Any], number: Any, text: Any = NONE, reason: Any = NONE, moment: Any = NEVER
) -> QuerySet[Any, Any]:
    """These rows as (kind, number, text, reason, moment)."""
    return rows.order_by().values_list(Value(kind, output_field=TextField()), number, text, reason, moment)


def votes_on(pks: list[Any]) -> QuerySet[CommentVote]:
    return CommentVote.objects.filter(In(F("comment_id"), pks), reader=READER)


def own_among(pks: list[Any]) -> QuerySet[Comment]:
    return Comment.objects.filter(pk__in=pks).deletable_by(READER)


# What a `reader` cast on the listed comments, and which of them are theirs.
VOTES = CompiledListQuery(lambda pks: votes_on(pks).values_list("comment_id", "kind", "reason"))
OWN = CompiledListQuery(lambda pks: own_among(pks).values_list("pk", "created_at"))


def all_kinds(pks: list[Any]) -> QuerySet[Any, Any]:
    """Everything about a page of `article` (0: of none) with the comments `pks` that is the `reader`'s own.

    First "own", of which every column has the type that it has in the union.
    """
    newest = Subquery(Comment.objects.order_by("-pk").values("pk")[:1])
    held = Comment.objects.filter(article=ARTICLE, author=READER, state=CommentState.HELD)
    unseen = Notice.objects.filter(pk__in=Notice.objects.filter(reader=READER).unseen().values("pk")[:LOOKED_AT])
    pk = F("pk")
    kinds = [
        of_kind("vote", votes_on(pks), F("comment_id"), F("kind"), F("reason")),
        of_kind("story", ArticleVote.objects.filter(reader=READER, article=ARTICLE), F("article_id"), F("kind")),
        of_kind("held", held, pk),
        of_kind("follow", StoryFollow.objects.filter(reader=READER, article=ARTICLE), pk),
        of_kind("block", Block.objects.filter(reader=READER), F("blocked_id")),
        of_kind("word", MutedWord.objects.filter(reader=READER), pk, F("folded")),
        of_kind("notice", unseen.readable(NOW), pk, F("subject")),
        of_kind("newest", Comment.objects.filter(pk=newest), pk),
    ]
    return of_kind("own", own_among(pks), pk, moment=F("created_at")).union(*kinds, all=True)


ALL_KINDS = CompiledListQuery(all_kinds)


def fetch_rows(reader: Reader, article: Article | None, comments: list[int]) -> list[tuple[str, int, str, str, Any]]:
    """(kind, number, text, reason, moment) of everything that is `reader`'s own about a page that shows `comments`.

    At most LISTED_MOST of them: of more the query would be asked in parts, each of which finds all else again.
    """
    given = {"reader": reader.pk, "article": article.pk if article else 0}
    return ALL_KINDS.fetch(comments or [0], now=timezone.now(), **given)
