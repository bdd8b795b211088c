"""One demo thread: who says what when, who votes for it, and the counters that follow."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from comments.readers.models import Reader
from comments.reasons import Reason
from comments.reputation.scores import LIFT_SURPLUS
from comments.rulings.models import Ruling
from comments.thread.mentions import Mention
from comments.thread.models import Comment
from comments.thread.text import marks
from comments.votes.models import CommentVote, tally

if TYPE_CHECKING:
    from comments.demo.points import PointsBudget
    from comments.demo.stories import Story, StoryComment
    from news.articles.models import Article


class ThreadBuilder:
    """`careful`: every rank speaks, and only what is meant to be lifted gathers weight. `budget`: a PointsBudget."""

    def __init__(
        self, article: Article, story: Story, people: list[Reader], rng: Random, careful: bool, budget: PointsBudget
    ) -> None:
        self.article, self.story, self.people, self.rng, self.careful = article, story, people, rng, careful
        self.budget = budget
        self.comments: list[Comment] = []

    def fill(self) -> int:
        """Write the whole thread; return how many comments it has."""
        for said, when in zip(self.story.comments, self.times(), strict=True):
            self.comments.append(self.say(said, when))
        self.vote()
        self.count()
        return len(self.comments)

    def times(self) -> list[datetime]:
        """A moment for each comment, oldest first: many soon after publication, fewer later."""
        assert self.article.published_at is not None  # every demo story is published
        start = self.article.published_at + timedelta(minutes=2)
        span = max((timezone.now() - start).total_seconds() - 30, 60)
        moments = sorted(self.rng.random() ** 1.7 for _ in self.story.comments)
        return [start + timedelta(seconds=span * moment) for moment in moments]

    def speaker(self, said: StoryComment, parent: Comment | None) -> Reader:
        """Who says it: not whom it answers, and nobody whom its flowers would lift above their rank."""
        others = [reader for reader in self.people if reader != (parent and parent.author)]
        able = self.budget.able(others, said)
        if self.careful and len(self.comments) < len(self.people):
            seen = {comment.author.badge for comment in self.comments}
            fresh = [reader for reader in able if reader.badge not in seen]
            if fresh:
                return min(fresh, key=lambda reader: (reader.pk * 7) % 61)
        return self.rng.choice(able)

    def say(self, said: StoryComment, when: datetime) -> Comment:
        parent = self.comments[said.answers - 1] if said.answers else None
        author = self.speaker(said, parent)
        self.budget.spend(author, said)
        comment = Comment(
            article=self.article,
            author=author,
            parent=parent,
            text=said.text,
            created_at=when,
            root_id=(parent.root_id or parent.pk) if parent else None,
            answers_id=parent.author_id if parent else None,
            **marks(said.text),
            state=said.state,
            revision=1,
        )
        if said.state != "held":
            self.article.last_floor += 1
            comment.floor, comment.shown_at = self.article.last_floor, when
        comment.save()
        if "@" in said.text:
            Mention.find(comment)
        return comment

    def vote(self) -> None:
        votes = []
        for comment, said in zip(self.comments, self.story.comments, strict=True):
            voters = self.voters(comment, said)
            kinds = ["flower"] * said.flowers + ["egg"] * said.eggs
            cast = {"comment": comment, "made_at": comment.created_at}
            votes += [
                CommentVote(reader=reader, kind=kind, weight=reader.vote_weight, reason=self.why(said, kind), **cast)
                for reader, kind in zip(voters, kinds, strict=False)
            ]
        CommentVote.objects.bulk_create(votes)
        for vote in votes:
            tally(vote.comment, None, vote)

    def why(self, said: StoryComment, kind: str) -> str:
        """Eggs on what was folded up or taken away say that a rule was broken; others now and then say why."""
        if kind == "flower":
            return ""
        bad = said.state in ("collapsed", "hidden")
        return self.rng.choice(["insult", "offtopic", "spam"] if bad else ["", "", "disagree"])

    def voters(self, comment: Comment, said: StoryComment) -> list[Reader]:
        others = [reader for reader in self.people if reader != comment.author]
        # Whoever signs in finds the flowers and eggs of today still there to give.
        if timezone.localdate(comment.created_at) == timezone.localdate():
            others = [reader for reader in others if not reader.is_demo]
        if self.careful and said.flowers < LIFT_SURPLUS:
            others = [reader for reader in others if reader.vote_weight == 1]
        self.rng.shuffle(others)
        return others

    def count(self) -> None:
        for comment in self.comments:
            comment.rescore()
            comment.settle_reported()
            comment.reply_count = sum(c.parent_id == comment.pk and c.is_shown for c in self.comments)
            comment.save()
            if comment.state == Comment.State.HIDDEN:
                self.rule(comment)
        Comment.objects.filter(pk__in=[c.pk for c in self.article.comments.best()]).update(lifted=True)
        self.article.comment_count = sum(comment.is_shown for comment in self.comments)

    def rule(self, comment: Comment) -> None:
        Ruling.record(
            Reader.objects.get(name="moderator"),
            Ruling.Act.HIDE,
            comment.author,
            comment=comment,
            state_before=Comment.State.VISIBLE,
            reason=Reason.SPAM if "http" in comment.text else Reason.INSULT,
            made_at=comment.created_at,
        )
