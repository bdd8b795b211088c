"""The comments of an export join the thread of a story: parents first, a batch at a time, each batch whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from comments.importing.authors import Authors
from comments.importing.keys import aware, hash_parts
from comments.importing.report import ImportReport
from comments.pipeline.repeats import digest
from comments.search.models import CommentEntry
from comments.thread.models import Comment
from comments.thread.text import first_line, marks, without_controls
from news.articles.models import Article
from news.changes.models import Change
from news.importing.exported_text import comment_text
from news.importing.records import ExportedComment, ExportedStory, RecordError
from news.importing.spool import Spool, parents_first

BATCH = 100  # on SQLite a transaction keeps all other writers waiting
EARLY = timedelta(days=1)  # by which a clock elsewhere may be wrong


class Place(NamedTuple):
    """Where a comment stands: what its answers need to know."""

    pk: int = 0
    author: int = 0
    root: int = 0


class Note(NamedTuple):
    """One thing for the report, listed with its line if there is something to say."""

    outcome: str
    line: int = 0
    what: str = ""
    thing: str = "comment"


class ThreadImport:
    """The comments of one story of `spool`. Without `write` it only counts. Run again, it finds what is here."""

    def __init__(self, spool: Spool, story: ExportedStory, authors: Authors, report: ImportReport, write: bool) -> None:
        self.spool, self.story, self.authors, self.report, self.write = spool, story, authors, report, write
        self.places: dict[str, Place] = {}  # by the id in the file

    def run(self, article: Article | None, make: Callable[[], Article] | None = None) -> None:
        """Bring in what is missing. `make`: makes the story, in the transaction of its first comments."""
        heads = parents_first(self.spool.heads(self.story.ref))
        for at in range(0, max(1, len(heads)), BATCH):
            numbers = [head.number for head in heads[at : at + BATCH]]
            found = self.spool.comments(numbers)
            article = self.run_batch(article, [found[number] for number in numbers], make)
            self.report.tell(self.report)

    def run_batch(
        self, article: Article | None, comments: list[ExportedComment], make: Callable[[], Article] | None
    ) -> Article | None:
        batch = self.read_batch(comments)  # outside of the transaction
        notes = self.check(batch, article)
        if self.write and (article is None or any(note.outcome == "new" for note in notes)):
            try:
                article, notes = self.write_batch(article, batch, make)
            except IntegrityError:  # somebody took a name, or another import a key, in the meantime: look again
                self.authors.forget()
                article, notes = self.write_batch(article, batch, make)
        for note in notes:
            self.report.add(note.thing, note.outcome, note.line, note.what)
        return article

    def read_batch(self, comments: list[ExportedComment]) -> dict[str, ExportedComment]:
        """{key: comment, its text as it is kept} of those that can be taken; the others are listed."""
        batch: dict[str, ExportedComment] = {}
        for one in comments:
            try:
                text = without_controls(comment_text(one.text)).strip()
                if aware(one.when) > timezone.now() + EARLY:
                    raise RecordError("评论的时间在将来")
                if (key := self.key_of(one)) in batch:
                    raise RecordError("同一条评论出现了两次")
                batch[key] = replace(one, text=text)
            except RecordError as error:
                self.report.add("comment", "bad", one.line, str(error))
        return batch

    def key_of(self, one: ExportedComment) -> str:
        own = [one.id] if one.id else [one.name, one.when, one.text]
        return hash_parts(one.key) if one.key else hash_parts("comment", self.story.key, *own)

    def check(self, batch: dict[str, ExportedComment], article: Article | None) -> list[Note]:
        """What a run would do; without a lock, for most of a second run is here already."""
        columns = "import_key", "digest", "article_id", "pk", "author_id", "root_id"
        rows = Comment.objects.filter(import_key__in=batch).values_list(*columns)
        here = {key: (mark, where, Place(pk, author, root or pk)) for key, mark, where, pk, author, root in rows}
        notes: list[Note] = []
        for key, one in batch.items():
            mark, where, place = here.get(key, ("", 0, Place()))
            notes += [known_note(one, mark)] if mark else [*self.parent_notes(one, batch), Note("new")]
            self.places[one.id] = place if article and where == article.pk else Place()
        return notes

    @transaction.atomic
    def write_batch(
        self, article: Article | None, batch: dict[str, ExportedComment], make: Callable[[], Article] | None
    ) -> tuple[Article, list[Note]]:
        is_new = article is None
        if article is None:
            assert make is not None  # whoever has no story makes one
            article = make()
        article = Article.objects.select_for_update().get(pk=article.pk)
        rows = Comment.objects.select_for_update(no_key=True).filter(import_key__in=batch).order_by("pk")
        here = {row.import_key: row for row in rows}
        notes: list[Note] = [Note("new", thing="story")] if is_new else []
        for key, one in batch.items():
            self.places.pop(one.id, None)
            row = here.get(key)
            if row and row.article_id == article.pk:  # an answer never stands under another story's comment
                self.place(one, row)
        missing = {key: one for key, one in batch.items() if key not in here}
        for one in missing.values():
            notes += [*self.parent_notes(one, missing), Note("new")]
        notes += [known_note(batch[str(key)], row.digest) for key, row in here.items()]
        added = self.add_all(article, missing)
        if added or is_new:
            settle(article, added, is_new)
        return article, notes

    def add_all(self, article: Article, missing: dict[str, ExportedComment]) -> list[Comment]:
        """Write comments, parents first, a level of answers at a time; the floors follow their order."""
        depths: dict[str, int] = {}
        levels: defaultdict[int, list[tuple[ExportedComment, Comment]]] = defaultdict(list)
        for key, one in missing.items():
            depth = depths[one.id] = depths.get(one.parent, -1) + 1 if one.parent else 0
            levels[depth].append((one, self.new_comment(article, key, one)))
        for _, level in sorted(levels.items()):
            for one, comment in level:
                self.answer_parent(one, comment)
            Comment.objects.bulk_create([comment for _, comment in level])
            for one, comment in level:
                self.place(one, comment)
        return [comment for _, level in sorted(levels.items()) for _, comment in level]

    def new_comment(self, article: Article, key: str, one: ExportedComment) -> Comment:
        """One comment on the next 楼, not yet written, as a post would be."""
        article.last_floor += 1
        article.comment_count += 1
        when = aware(one.when)
        comment = Comment(
            article=article,
            author_id=self.authors.find(one.name, one.person, when),
            text=one.text,
            import_key=key,
            created_at=when,
            shown_at=when,
            floor=article.last_floor,
            revision=1,
            **marks(one.text),
        )
        comment.rescore()
        return comment

    def answer_parent(self, one: ExportedComment, comment: Comment) -> None:
        if one.parent and (parent := self.places.get(one.parent)) and parent.pk:
            comment.parent_id, comment.root_id, comment.answers_id = parent.pk, parent.root, parent.author

    def place(self, one: ExportedComment, row: Comment) -> None:
        if one.id:
            self.places[one.id] = Place(row.pk, row.author_id, row.root_id or row.pk)

    def parent_notes(self, one: ExportedComment, batch: dict[str, ExportedComment]) -> list[Note]:
        """What there is to say if the parent is neither here nor before it in the same `batch`."""
        if not one.parent or one.parent in self.places or any(one.parent == other.id for other in batch.values()):
            return []
        return [Note("alone", one.line, "所回复的评论没有带入，这一条单独成楼")]


def known_note(one: ExportedComment, known: str) -> Note:
    is_same = known == digest(one.text)
    return Note("known") if is_same else Note("changed", one.line, f"评论“{first_line(one.text, 30)}”")


def settle(article: Article, added: list[Comment], is_new: bool) -> None:
    """Let counts, groups, search and open pages follow from comments that were added under the article's lock."""
    article.save(update_fields=["last_floor", "comment_count"])
    replies = Counter(comment.parent_id for comment in added if comment.parent_id)
    for parent, count in sorted(replies.items()):
        counted = {"reply_count": F("reply_count") + count, "revision": F("revision") + 1}
        Comment.objects.filter(pk=parent).update(**counted)
    CommentEntry.add(added)
    changed = [] if is_new else [*replies, *(comment.pk for comment in added)]  # nobody has a new story open
    things = [(Change.Kind.COMMENT, pk) for pk in dict.fromkeys(changed)]
    Change.record(article, (Change.Kind.STORY, article.pk), *things, (Change.Kind.COUNT, article.pk))
