from comments.models.barred_word import BarredWord
from comments.models.board_moderator import BoardModerator
from comments.models.bonds import Block, Follow, MutedWord, StoryFollow
from comments.models.chore_run import ChoreRun
from comments.models.comment import Comment
from comments.models.entry import CommentEntry
from comments.models.gem import Gem, GemDay
from comments.models.known_name import KnownName
from comments.models.ledger import LedgerEntry, LevelChange
from comments.models.letter import Letter
from comments.models.notice import Notice
from comments.models.poll import Ballot, Choice, Poll
from comments.models.rank import Rank
from comments.models.rate_count import RateCount
from comments.models.reader import Reader
from comments.models.requests import Claim, TitleRequest
from comments.models.ruling import Ruling
from comments.models.submission import Submission, SubmissionPhoto
from comments.models.traces import Authorship, CommentEdit, Mention
from comments.models.vote import ArticleVote, CommentVote

__all__ = [
    "ArticleVote",
    "Authorship",
    "Ballot",
    "BarredWord",
    "Block",
    "BoardModerator",
    "Choice",
    "ChoreRun",
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
    "Letter",
    "LevelChange",
    "Mention",
    "MutedWord",
    "Notice",
    "Poll",
    "Rank",
    "RateCount",
    "Reader",
    "Ruling",
    "StoryFollow",
    "Submission",
    "SubmissionPhoto",
    "TitleRequest",
]
