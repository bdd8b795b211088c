"""What an author does: posts a comment, changes it within five minutes, takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from comments.notifications.models import Notice
from comments.origins.models import Origin
from comments.pipeline.facts import Post
from comments.pipeline.models import PipelineEvent, judge, refusals_recorded
from comments.readers.models import Reader
from comments.states import CommentState
from comments.thread import guards, text
from comments.thread.mentions import Mention
from news.articles.models import Article
from news.compiled_queries import CompiledQuery, Given

if TYPE_CHECKING:
    from comments.thread.models import Comment

UNKNOWN = Origin()
LOCK_STORY = CompiledQuery(
    lambda: Article.objects.select_for_update(of=("self",)).select_related("channel").filter(pk=Given("pk"))
)
PARENT = CompiledQuery(
    lambda: apps.get_model("comments.Comment").objects.select_related("author").filter(pk=Given("pk"))
)


class AuthorActs:
    """The acts as methods of the comment. Each takes the article's lock first."""

    if TYPE_CHECKING:  # what a comment has besides
        objects: Any
        author: Any
        article: Any
        locked_with_article: Any

    @classmethod
    def post(
        cls,
        article: Article,
        author: Reader,
        typed: str,
        parent: Comment | None = None,
        key: str = "",
        origin: Origin = UNKNOWN,
        as_editor: bool = False,
    ) -> Comment:
        """Make `author`'s comment on `article`; return it, or the one that this `key` has already made.

        It comes with all that its row shows but for whom it names, as it stands in the database.

        Raises a `Refused` (Conflict, TooFast, Forbidden, Gone) whose text says why. `typed` has gone through
        `text.clean_text`. The comment waits for a moderator where a phase of the pipeline holds it. `as_editor`: as
        网编回复, which only editors may.
        """
        with refusals_recorded(author, article, typed):
            return cls.create_post(article, author, typed, parent, key, origin, as_editor)

    @classmethod
    @transaction.atomic
    def create_post(
        cls,
        article: Article,
        author: Reader,
        typed: str,
        parent: Comment | None,
        key: str,
        origin: Origin,
        as_editor: bool,
    ) -> Comment:
        article = LOCK_STORY.get(pk=article.pk)
        author = Reader.objects.locked(author.pk)[author.pk]
        if known := guards.earlier_answer(author, article, key, typed):
            return known
        verdict = judge(Post(typed, parent.pk if parent else None), author, article, origin)
        parent = parent and PARENT.first(pk=parent.pk)
        guards.refuse_parent(parent, article, author)
        guards.refuse_role(author, as_editor)
        comment: Any = cls(  # type: ignore[call-arg]  # the fields are of the model that this is a part of
            article=article,
            author=author,
            parent=parent,
            root_id=(parent.root_id or parent.pk) if parent else None,
            answers_id=parent.author_id if parent else None,
            text=typed,
            key=key,
            as_editor=as_editor,
            **text.marks(typed),
            state=CommentState.HELD,
            flagged_for=verdict.why,
            held_by=verdict.held_by,
        )
        if verdict.held_by:
            comment.save(force_insert=True)
            Mention.find(comment, is_new=True)
            Reader.objects.raise_facts(author.pk)
        else:
            comment.show_new()
        PipelineEvent.record(comment, verdict)
        return comment

    def edit(self, typed: str, origin: Origin = UNKNOWN) -> Comment:
        """Change the text within five minutes of posting; what it was stays for moderators. Refused as a post is."""
        with refusals_recorded(self.author, self.article, typed):
            return self.change_text(typed, origin)

    @transaction.atomic
    def change_text(self, typed: str, origin: Origin) -> Comment:
        comment = self.locked_with_article()
        guards.refuse_edit(comment)
        verdict = judge(Post(typed, comment.parent_id, is_edit=True), comment.author, comment.article, origin)
        if comment.text != typed:
            comment.edits.create(before=comment.text)
            comment.text = typed
            Mention.find(comment)
            changed = {"edited_at": timezone.now(), "folded": text.marks(typed)["folded"], "reviewed": False}
            if verdict.outcomes:
                changed |= {"flagged_for": verdict.why, "held_by": verdict.held_by or comment.held_by}
            PipelineEvent.record(comment, verdict)
            comment.become(CommentState.HELD if verdict.held_by else comment.state, **changed)
            Notice.amend(comment)
        return comment

    @transaction.atomic
    def delete_by_author(self) -> Comment:
        """Let the author take the comment back: a tombstone if it has replies, else gone."""
        comment = self.locked_with_article()
        if comment.state not in (CommentState.HIDDEN, CommentState.DELETED):
            comment.become(CommentState.DELETED)
        return comment
