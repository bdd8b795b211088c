"""Django admin of readers and their comments, gathered from its subjects."""

from comments.appeals import admin as appeals
from comments.bans import admin as bans
from comments.error_reports import admin as error_reports
from comments.importing import admin as importing
from comments.mail import admin as mail
from comments.moderation import admin as moderation
from comments.moderation import fairness_admin as fairness
from comments.moderation import pipeline_admin as pipeline
from comments.moderation import reader_admin as readers
from comments.moderation import word_rule_admin as word_rules
from comments.polls import admin as polls
from comments.profiles import admin as profiles
from comments.reports import admin as reports
from comments.reputation import admin as reputation
from comments.rulings import admin as rulings
from comments.submissions import admin as submissions

__all__ = [
    "appeals",
    "bans",
    "error_reports",
    "fairness",
    "importing",
    "mail",
    "moderation",
    "pipeline",
    "polls",
    "profiles",
    "readers",
    "reports",
    "reputation",
    "rulings",
    "submissions",
    "word_rules",
]
