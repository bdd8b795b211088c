"""The models of this app, gathered from its subjects."""

from comments.appeals.models import Appeal
from comments.bans.models import Ban
from comments.error_reports.models import ErrorReport
from comments.fairness.models import VoteDiscount, VoteFinding
from comments.gems.models import Gem, GemDay
from comments.importing.models import ImportRun
from comments.mail.models import OutgoingMail
from comments.moderation.models import OpenCase, StaffNote
from comments.notifications.models import Notice
from comments.origins.models import HeldOrigin, PostOrigin
from comments.pipeline.models import PhaseSetting, PipelineEvent
from comments.polls.models import Ballot, Choice, Poll
from comments.profiles.models import Claim, TitleRequest
from comments.rate_limits.models import RateCount
from comments.readers.known_names import KnownName
from comments.readers.models import Reader
from comments.relations.models import Block, Follow, MutedWord, StoryFollow
from comments.reports.models import Report
from comments.reputation.models import LedgerEntry, LevelChange
from comments.reputation.ranks import Rank
from comments.rulings.models import Ruling
from comments.rulings.numbers import ModeratorNumber
from comments.search.models import CommentEntry, ReaderEntry
from comments.sections.models import SectionModerator
from comments.submissions.authorship import Authorship
from comments.submissions.models import Submission, SubmissionPhoto
from comments.thread.edits import CommentEdit
from comments.thread.mentions import Mention
from comments.thread.models import Comment
from comments.votes.models import ArticleVote, CommentVote
from comments.word_rules.models import WordRule
from comments.worker.models import PeriodicRun

__all__ = [
    "Appeal",
    "ArticleVote",
    "Authorship",
    "Ballot",
    "Ban",
    "Block",
    "Choice",
    "Claim",
    "Comment",
    "CommentEdit",
    "CommentEntry",
    "CommentVote",
    "ErrorReport",
    "Follow",
    "Gem",
    "GemDay",
    "HeldOrigin",
    "ImportRun",
    "KnownName",
    "LedgerEntry",
    "LevelChange",
    "Mention",
    "ModeratorNumber",
    "MutedWord",
    "Notice",
    "OpenCase",
    "OutgoingMail",
    "PeriodicRun",
    "PhaseSetting",
    "PipelineEvent",
    "Poll",
    "PostOrigin",
    "Rank",
    "RateCount",
    "Reader",
    "ReaderEntry",
    "Report",
    "Ruling",
    "SectionModerator",
    "StaffNote",
    "StoryFollow",
    "Submission",
    "SubmissionPhoto",
    "TitleRequest",
    "VoteDiscount",
    "VoteFinding",
    "WordRule",
]
