"""Why something breaks a rule: the one list of eggs, reports, rulings and bans, so that their counts add up."""

from django.db import models


class Reason(models.TextChoices):
    DISAGREE = "disagree", "不同意"
    SPAM = "spam", "广告"
    INSULT = "insult", "人身攻击"
    RUMOUR = "rumour", "造谣"
    PRIVACY = "privacy", "泄露隐私"
    LAW = "law", "违法"
    OFFTOPIC = "offtopic", "离题"
    MISTAKE = "mistake", "误判更正"
    FINE = "fine", "无违规"
    OTHER = "other", "其他"


def choices_of(*reasons: Reason) -> list[tuple[str, str]]:
    """The (code, label) of some reasons, in this order."""
    return [(reason.value, str(reason.label)) for reason in reasons]


EGG_REASONS = choices_of(Reason.DISAGREE, Reason.OFFTOPIC, Reason.INSULT, Reason.RUMOUR, Reason.SPAM)
REPORT_REASONS = choices_of(Reason.SPAM, Reason.INSULT, Reason.RUMOUR, Reason.PRIVACY, Reason.LAW, Reason.OTHER)
# In the order of the number keys of the moderators' queue.
RULING_REASONS = choices_of(
    Reason.SPAM,
    Reason.INSULT,
    Reason.RUMOUR,
    Reason.PRIVACY,
    Reason.LAW,
    Reason.OFFTOPIC,
    Reason.OTHER,
    Reason.MISTAKE,
    Reason.FINE,
)
