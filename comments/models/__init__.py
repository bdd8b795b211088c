from comments.models.comment import Comment
from comments.models.rank import LedgerEntry, Rank
from comments.models.reader import Reader
from comments.models.ruling import Ruling
from comments.models.traces import Authorship, CommentEdit, Mention
from comments.models.vote import ArticleVote, CommentVote

__all__ = [
    "ArticleVote",
    "Authorship",
    "Comment",
    "CommentEdit",
    "CommentVote",
    "LedgerEntry",
    "Mention",
    "Rank",
    "Reader",
    "Ruling",
]
