"""The states of a comment and the kinds of a vote, for every package that names them."""

from django.db import models


class CommentState(models.TextChoices):
    HELD = "held", "待审"
    VISIBLE = "visible", "可见"
    COLLAPSED = "collapsed", "已折叠"
    HIDDEN = "hidden", "已隐藏"
    DELETED = "deleted", "已删除"


class VoteKind(models.TextChoices):
    FLOWER = "flower", "鲜花"
    EGG = "egg", "鸡蛋"


# What readers see: as it is, or folded up in its place.
SHOWN_STATES = (CommentState.VISIBLE, CommentState.COLLAPSED)
# What its author may still take back.
STANDING_STATES = (*SHOWN_STATES, CommentState.HELD)
