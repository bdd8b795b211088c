"""Random worlds for the rankings to rank, and what the formulas make of them, reckoned anew from plain lists."""

from datetime import timedelta
from decimal import Decimal
from math import log, sqrt
from random import Random

from comments.models import ArticleVote, Comment, CommentVote, Ruling
from news.models import PageViewCount
from news.page_views.counting import start_of_step
from tests.conftest import make_article, make_reader

HOUR = timedelta(hours=1)
SHOWN = ("visible", "collapsed")
STATES = ["visible"] * 6 + ["collapsed", "held", "hidden", "hidden", "deleted"]


def step(moment):
    """The start of the five minutes in which a moment lies, as readings are kept."""
    return start_of_step(moment.timestamp())


def wilson(flowers, eggs, z=1.2816):
    """The lower bound by the textbook's formula."""
    n = flowers + eggs
    if not flowers:
        return 0.0
    p = flowers / n
    return (p + z * z / (2 * n) - z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n)


class World:
    """Stories of the last week (some drafts, some of tomorrow), with readings, comments, votes and rulings."""

    def __init__(self, seed, now, stories=14):
        self.dice, self.now = Random(seed), now
        self.people = [make_reader(f"读者{n}号") for n in range(8)]
        self.moderator = make_reader("值班", is_staff=True)
        self.stories = [self.story(number) for number in range(stories)]
        self.readings = [reading for story in self.stories for reading in self.readings_of(story)]
        self.comments = [comment for story in self.stories for comment in self.comments_of(story)]
        self.rulings = {comment.pk for comment in self.comments if self.ruled(comment)}
        self.votes = self.votes_on_all()

    def ago(self, most, future=0.1):
        """A moment up to so many hours ago, at times in the future."""
        back = -self.dice.uniform(0.01, 5) if self.dice.random() < future else self.dice.uniform(0.01, most)
        return self.now - back * HOUR

    def weight(self, most=30):
        return Decimal(self.dice.randrange(most * 10)) / 10

    def story(self, number):
        at = None if self.dice.random() < 0.1 else self.ago(self.dice.choice([3, 60, 240]))
        weights = {"flower_weight": self.weight(), "egg_weight": self.weight(20)}
        return make_article(f"第{number}号新闻", published_at=at, **weights)

    def readings_of(self, story):
        steps = {step(self.ago(self.dice.choice([1, 2, 70]))) for _ in range(self.dice.randrange(6))}
        rows = [PageViewCount(article=story, at=at, readers=self.dice.randrange(1, 60)) for at in sorted(steps)]
        return PageViewCount.objects.bulk_create(rows)

    def comments_of(self, story):
        return [self.comment(story, floor) for floor in range(1, self.dice.choice([1, 3, 25]))]

    def comment(self, story, floor):
        state, at = self.dice.choice(STATES), self.ago(self.dice.choice([1.5, 80, 200]))
        comment = Comment(article=story, author=self.dice.choice(self.people[: self.dice.choice([1, 3, 8])]))
        comment.text, comment.state, comment.created_at = f"{story.pk}的第{floor}句", state, at
        comment.shown_at, comment.floor = (None, None) if state == "held" else (at, floor)
        comment.flower_weight, comment.egg_weight = self.weight(20), self.weight(6)
        comment.flowers, comment.eggs = int(comment.flower_weight), int(comment.egg_weight)
        comment.violation_eggs = self.dice.randrange(comment.eggs + 1)
        comment.rescore()
        comment.save()
        return comment

    def ruled(self, comment):
        """Most of the hidden were hidden by a moderator."""
        if comment.state != "hidden" or self.dice.random() < 0.2:
            return False
        for act in ("hide", "restore", "hide")[: self.dice.choice([1, 3])]:
            Ruling.objects.create(comment=comment, moderator=self.moderator, act=act, reason="insult")
        return True

    def votes_on_all(self):
        """[(story's pk, state or "visible", moment, reader's pk)] of the votes on stories and on comments."""
        votes = []
        for model, name, things in ((ArticleVote, "article", self.stories), (CommentVote, "comment", self.comments)):
            for thing in things:
                for reader in self.dice.sample(self.people, self.dice.randrange(4)):
                    fields = {"kind": self.dice.choice(["flower", "egg"]), "weight": 1, "made_at": self.ago(3)}
                    model.objects.create(reader=reader, **{name: thing}, **fields)
                    story, state = getattr(thing, "article_id", thing.pk), getattr(thing, "state", "visible")
                    votes.append((story, state, fields["made_at"], reader.pk))
        return votes

    # -- what the rankings must say ---------------------------------------------------------------------

    def within(self, moment, hours):
        return moment is not None and self.now - hours * HOUR < moment <= self.now

    def published(self):
        return [story for story in self.stories if story.published_at and story.published_at <= self.now]

    def readers(self, story, hours):
        return sum(row.readers for row in self.readings if row.article_id == story.pk and self.within(row.at, hours))

    def said(self, story, hours):
        return [
            c for c in self.comments if c.article_id == story.pk and c.state in SHOWN and self.within(c.shown_at, hours)
        ]

    def read(self, story):
        return self.readers(story, 48) + 5 * max(0.0, float(story.flower_weight - story.egg_weight))

    def discussed(self, story):
        said, voices = self.said(story, 24 * 7), {}
        for comment in said:
            voices[comment.author_id] = voices.get(comment.author_id, 0) + 1
        flowers = float(sum(comment.flower_weight for comment in said))
        reports = [
            c
            for c in self.comments
            if c.article_id == story.pk and c.pk in self.rulings and c.violation_eggs and self.within(c.shown_at, 168)
        ]
        eggs = sum(comment.violation_eggs for comment in said) + 3 * len(reports)
        return sum(min(1 + log(n), 3) for n in voices.values()) * min(1, (flowers + 1) / (eggs + 1))

    def heat(self, story):
        commenters = {comment.author_id for comment in self.said(story, 1)}
        voters = {who for pk, state, at, who in self.votes if pk == story.pk and state in SHOWN and self.within(at, 1)}
        age = (self.now - story.published_at) / HOUR
        return (self.readers(story, 1) + 8 * len(commenters) + 3 * len(voters)) / (age + 2) ** 1.8

    def gems(self):
        """[(pk, bound)] of the gems, the best first."""
        open_stories = {story.pk for story in self.published()}
        able = [
            (wilson(float(c.flower_weight), float(c.egg_weight)), c)
            for c in self.comments
            if c.state == "visible"
            and c.article_id in open_stories
            and self.within(c.shown_at, 72)
            and c.flower_weight >= 5
        ]
        chosen = []
        for bound, comment in sorted(able, key=lambda pair: (pair[0], pair[1].pk), reverse=True):
            same = [other for _, other in chosen]
            by_author = sum(other.author_id == comment.author_id for other in same)
            if by_author < 2 and sum(other.article_id == comment.article_id for other in same) < 3:
                chosen.append((bound, comment))
        return [(comment.pk, bound) for bound, comment in chosen]
