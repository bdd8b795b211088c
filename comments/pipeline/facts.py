"""A post or an edit on its way into a thread, and what the phases of the pipeline may know besides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import DateTimeField, QuerySet
from django.utils import timezone

from comments.bans.models import Ban
from comments.origins.models import HeldOrigin
from comments.pipeline.checks import Action
from comments.pipeline.repeats import digest, fold_for_repeats
from comments.word_rules.models import Hits, find_hits
from news.compiled_queries import CompiledQuery, Given
from news.text.markup import ADDRESS

if TYPE_CHECKING:
    from comments.origins.models import Origin
    from comments.readers.models import Reader
    from news.articles.models import Article

RECENT = timedelta(minutes=10)
COMPARED, COMPARED_OF_ALL = 30, 100  # comments
YOUNG = timedelta(days=7)


def posts_since() -> QuerySet[Any, Any]:
    posts = apps.get_model("comments.Comment").objects
    recent = posts.filter(author=Given("author"), created_at__gt=Given("since", DateTimeField()))
    return recent.order_by("-created_at").values_list("created_at", "folded", "text", "article_id", "parent_id")[
        :COMPARED
    ]


RECENT_POSTS = CompiledQuery(posts_since)  # the newest of one `author` `since` a moment


@dataclass(frozen=True)
class Post:
    """What was typed, as an answer to a comment (`parent_pk`) or None, by a new post or an edit of one."""

    text: str
    parent_pk: int | None = None
    is_edit: bool = False

    @cached_property
    def folded(self) -> str:
        return fold_for_repeats(self.text)

    @cached_property
    def folded_digest(self) -> str:
        return digest(self.folded)

    @property
    def links(self) -> int:
        return len(ADDRESS.findall(self.text))


class Facts:
    """What is known of the author, the story and what was written before; each looked up when it is first asked for.

    `author` and `article` are locked. `thresholds`: {code of a phase: its number}. `origin`: where the post came from.
    """

    def __init__(self, author: Reader, article: Article, thresholds: dict[str, int], origin: Origin) -> None:
        self.author, self.article, self.thresholds, self.origin = author, article, thresholds, origin
        self.now = timezone.now()
        self.posts = author.comments.all()

    @cached_property
    def recent_posts(self) -> list[tuple[datetime, str, str, int, int | None]]:
        """[(time, digest of the folded text, text, article, parent)] of the author's newest within ten minutes."""
        return RECENT_POSTS.fetch(author=self.author.pk, since=self.now - RECENT)

    @cached_property
    def seconds_since_last(self) -> float | None:
        """Since the author's last comment anywhere within ten minutes, or None."""
        return self.seconds_since(self.recent_posts[0][0]) if self.recent_posts else None

    @cached_property
    def recent_count(self) -> int:
        """How many comments the author made within ten minutes."""
        if len(self.recent_posts) < COMPARED:
            return len(self.recent_posts)
        return self.posts.filter(created_at__gt=self.now - RECENT).count()

    @cached_property
    def seconds_since_last_here(self) -> float | None:
        """Since the author's last comment on this article, or None."""
        here = self.posts.filter(article=self.article).order_by("-created_at")
        return self.seconds_since(here.values_list("created_at", flat=True).first())

    def seconds_since(self, moment: Any) -> float | None:
        return (self.now - moment).total_seconds() if moment else None

    def word_hits(self, text: str) -> Hits:
        """What the word rules find in a text, by what they do with it."""
        return find_hits(text, self.article)

    @cached_property
    def silence(self) -> Ban | None:
        return Ban.of(self.author, self.article, Ban.Kind.SILENCE)

    @cached_property
    def is_read_first(self) -> bool:
        return Ban.of(self.author, self.article, Ban.Kind.READ_FIRST) is not None

    @cached_property
    def is_from_held_origin(self) -> bool:
        return HeldOrigin.covers(self.origin)

    def has_been_shown(self, times: int) -> bool:
        """Whether at least so many of the author's comments have ever been shown."""
        return len(self.posts.filter(floor__isnull=False)[:times]) >= times

    @cached_property
    def texts_of_new_accounts(self) -> list[tuple[int, str]]:
        """[(author, text)] of the newest comments of other accounts younger than a week, of the last ten minutes.

        Empty unless this author's account is as young: the others are looked at only then.
        """
        young = self.now - YOUNG
        if self.author.date_joined < young:
            return []
        model = self.posts.model
        states = [state for state in model.State if state != model.State.DELETED]
        recent = model.objects.filter(state__in=states, created_at__gt=self.now - RECENT)
        others = recent.filter(author__date_joined__gt=young).exclude(author=self.author).order_by("-created_at")
        return list(others.values_list("author_id", "text")[:COMPARED_OF_ALL])

    @cached_property
    def recent_refusals(self) -> int:
        """How often the word rules refused this author within a day."""
        since = self.now - timedelta(days=1)
        if not self.author.last_refused_at or self.author.last_refused_at < since:
            return 0
        return self.author.pipeline_events.filter(phase="words", action=Action.REFUSE, made_at__gt=since).count()
