"""What votes make of a comment: its counts, its scores, whether it rises or folds up."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from comments.reputation.scores import dispute, may_be_lifted, must_collapse, wilson
from comments.states import SHOWN_STATES, CommentState
from news.changes.models import Change
from news.compiled_writes import CompiledSave

# What a vote changes of a row.
MOVED = [
    "revision",
    "flowers",
    "eggs",
    "flower_weight",
    "egg_weight",
    "violation_eggs",
    "violation_weight",
    "hot",
    "disputed",
    "liftable",
    "reported",
    "review_weight",
]
SAVE_MOVED = CompiledSave(lambda: apps.get_model("comments.Comment"), MOVED)


class VoteCounts(models.Model):
    if TYPE_CHECKING:  # what a comment has besides
        objects: Any
        article: Any
        article_id: Any
        state: Any
        revision: Any
        rulings: Any
        votes: Any
        become: Any

    flowers = models.PositiveIntegerField("鲜花", default=0, editable=False)
    eggs = models.PositiveIntegerField("鸡蛋", default=0, editable=False)
    flower_weight = models.DecimalField(max_digits=12, decimal_places=1, default=0, editable=False)
    egg_weight = models.DecimalField(max_digits=12, decimal_places=1, default=0, editable=False)
    violation_eggs = models.PositiveIntegerField("违规鸡蛋", default=0, editable=False)
    violation_weight = models.DecimalField(max_digits=12, decimal_places=1, default=0, editable=False)
    opening_flowers = models.PositiveIntegerField(default=0, editable=False)
    opening_eggs = models.PositiveIntegerField(default=0, editable=False)
    hot = models.FloatField(default=0, editable=False)
    disputed = models.FloatField(default=0, editable=False)
    liftable = models.BooleanField(default=False, editable=False)
    lifted = models.BooleanField("热门", default=False, editable=False)
    # A moderator has looked: votes alone no longer collapse it.
    reviewed = models.BooleanField("版主已看过", default=False, editable=False)
    # Reports of readers and guests that no moderator has answered yet.
    open_reports = models.PositiveIntegerField("举报", default=0, editable=False)
    report_weight = models.DecimalField(max_digits=12, decimal_places=1, default=0, editable=False)
    # Why the site itself holds it, or shows it to moderators.
    flagged_for = models.CharField("系统提示", max_length=200, blank=True, editable=False)
    # The code of the phase of the pipeline that held it, or held it last.
    held_by = models.CharField(max_length=8, blank=True, editable=False)
    # Whether it stands in the queue of what was reported, and how far up.
    reported = models.BooleanField("被举报", default=False, editable=False)
    review_weight = models.DecimalField(max_digits=12, decimal_places=1, default=0, editable=False)

    class Meta:
        abstract = True

    def rescore(self) -> None:
        """Let the scores follow from the weights; does not save."""
        weights = float(self.flower_weight), float(self.egg_weight)
        self.hot, self.disputed = wilson(*weights), dispute(*weights)
        self.liftable = may_be_lifted(*weights)

    def settle_reported(self) -> None:
        """Let the place in the queue of what was reported follow from state, eggs and open reports; does not save."""
        eggs = 0 if self.reviewed else self.violation_eggs
        flagged = bool(self.flagged_for) and not self.reviewed
        self.reported = self.state in SHOWN_STATES and (self.open_reports > 0 or eggs > 0 or flagged)
        weight = self.report_weight + (self.violation_weight if eggs else 0)
        self.review_weight = weight if self.reported else 0

    def settle_votes(self) -> Any:
        """Keep scores, groups and state true after the counters moved; write the small change, or the whole row's."""
        could_rise = self.liftable or self.lifted
        self.rescore()
        if (
            self.state == CommentState.VISIBLE
            and not self.reviewed
            and must_collapse(self.violation_weight, self.flower_weight)
        ):
            return self.become(CommentState.COLLAPSED)
        self.settle_reported()
        self.revision += 1
        SAVE_MOVED.save(self)
        moved = self.regroup() if could_rise or self.liftable else []
        return Change.record(self.article, *((Change.Kind.COMMENT, pk) for pk in moved), (Change.Kind.COUNTS, self.pk))

    def regroup(self) -> list[int]:
        """Settle who is in 热门评论 now; return the pks of those that came or went."""
        moved = type(self).objects.regroup(self.article_id)
        if self.pk in moved:
            self.lifted, self.revision = not self.lifted, self.revision + 1
        return moved

    @property
    def fold_reason(self) -> str:
        """Why a collapsed comment is folded up, as readers are told; asks the database, which few rows need."""
        return explain_fold(self.rulings.order_by("-pk").first())

    @property
    def unweighted_votes(self) -> int:
        """How many votes of new accounts are counted here and weigh nothing."""
        return self.votes.filter(weight=0).count()


def explain_fold(ruling: Any) -> str:
    """Why a collapsed comment is folded up, by the newest ruling on it, or None if there is none."""
    if ruling and ruling.act == ruling.Act.COLLAPSE:
        return f"由版主折叠，理由：{ruling.get_reason_display()}"
    return "违规鸡蛋较多，已自动折叠，等待版主处理"
