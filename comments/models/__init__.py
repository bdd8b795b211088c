"""The models of this app, gathered from its subjects."""

from comments.gems.models import Gem, GemDay
from comments.mail.models import OutgoingMail
from comments.notifications.models import Notice
from comments.polls.models import Ballot, Choice, Poll
from comments.profiles.models import Claim, TitleRequest
from comments.rate_limits.models import RateCount
from comments.readers.barred_words import BarredWord
from comments.readers.known_names import KnownName
from comments.readers.models import Reader
from comments.relations.models import Block, Follow, MutedWord, StoryFollow
from comments.reputation.models import LedgerEntry, LevelChange
from comments.reputation.ranks import Rank
from comments.rulings.models import Ruling
from comments.search.models import CommentEntry
from comments.submissions.authorship import Authorship
from comments.submissions.models import Submission, SubmissionPhoto
from comments.submissions.moderators import SectionModerator
from comments.thread.edits import CommentEdit
from comments.thread.mentions import Mention
from comments.thread.models import Comment
from comments.votes.models import ArticleVote, CommentVote
from comments.worker.models import PeriodicRun

__all__ = [
    "ArticleVote",
    "Authorship",
    "Ballot",
    "BarredWord",
    "Block",
    "Choice",
    "Claim",
    "Comment",
    "CommentEdit",
    "CommentEntry",
    "CommentVote",
    "Follow",
    "Gem",
    "GemDay",
    "KnownName",
    "LedgerEntry",
    "LevelChange",
    "Mention",
    "MutedWord",
    "Notice",
    "OutgoingMail",
    "PeriodicRun",
    "Poll",
    "Rank",
    "RateCount",
    "Reader",
    "Ruling",
    "SectionModerator",
    "StoryFollow",
    "Submission",
    "SubmissionPhoto",
    "TitleRequest",
]
