"""What an export holds: which tables, in which order, and what stays behind for which reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import AutoField, Field, ForeignKey, Model

# In the order in which they are loaded: what a row points at comes before it.
EXPORTED = (
    "auth.Group",
    "auth.Group_permissions",
    "news.SiteVersion",
    "news.FeedAuthority",
    "news.Channel",
    "news.Region",
    "news.RegionalTerm",
    "news.Article",
    "news.FrontPlace",
    "news.ScheduledChange",
    "news.OldAddress",
    "news.Source",
    "news.Correction",
    "news.Photo",
    "news.Video",
    "news.Related",
    "news.ConversionOverride",
    "news.ArticleVersion",
    "news.FeedSource",
    "news.ImportedEntry",
    "news.PageViewCount",
    "news.Ranking",
    "comments.Rank",
    "comments.PhaseSetting",
    "comments.Reader",
    "comments.Reader_groups",
    "comments.Reader_user_permissions",
    "comments.KnownName",
    "comments.LevelChange",
    "comments.TitleRequest",
    "comments.Claim",
    "comments.Follow",
    "comments.Block",
    "comments.MutedWord",
    "comments.StoryFollow",
    "comments.ModeratorNumber",
    "comments.SectionModerator",
    "comments.StaffNote",
    "comments.WordRule",
    "comments.Authorship",
    "comments.Submission",
    "comments.SubmissionPhoto",
    "comments.Poll",
    "comments.Choice",
    "comments.Ballot",
    "comments.Ballot_choices",
    "comments.Comment",
    "comments.CommentEdit",
    "comments.Mention",
    "comments.CommentVote",
    "comments.ArticleVote",
    "comments.LedgerEntry",
    "comments.Gem",
    "comments.GemDay",
    "comments.Ruling",
    "comments.Ban",
    "comments.Appeal",
    "comments.Report",
    "comments.ErrorReport",
    "comments.PipelineEvent",
    "comments.VoteFinding",
    "comments.VoteFinding_voters",
    "comments.VoteDiscount",
    "comments.Notice",
    "comments.PostOrigin",
    "comments.HeldOrigin",
    "admin.LogEntry",
    "account.EmailAddress",
    "mfa.Authenticator",
    "socialaccount.SocialAccount",  # only where SOCIAL_PROVIDERS is set
)
# Of these, only with --with-secrets: addresses, second factors, roles, and what tells accounts of one device.
WITH_SECRETS = frozenset(
    {
        "comments.Reader_groups",
        "comments.Reader_user_permissions",
        "comments.Claim",
        "comments.PostOrigin",
        "comments.HeldOrigin",
        "account.EmailAddress",
        "mfa.Authenticator",
        "socialaccount.SocialAccount",
    }
)
LEFT_OUT = {
    "auth.Permission": "made by every site from its models; written by name where a row points at one",
    "contenttypes.ContentType": "made by every site from its models; written by name where a row points at one",
    "sessions.Session": "sign-ins on the old site",
    "account.EmailConfirmation": "links of mails that the old site has sent",
    "socialaccount.SocialApp": "unused: providers are settings",
    "socialaccount.SocialToken": "unused: no token is kept",
    "django_tasks_database.DBTaskResult": "jobs of the old machine",
    "news.Change": "the log of a day, by which open pages of the old site go on; those of the new one load anew",
    "news.ArticleEntry": "the index of search, built anew from the stories",
    "news.DeskPicture": "pictures that wait on the old machine for a story",
    "news.EditingDraft": "what is typed into open forms of the old admin",
    "news.EditingLock": "who has a form of the old admin open",
    "news.SentForm": "one-time keys of forms that are open in the old admin",
    "news.PageViewMark": "hashes of who has read what in the last hour",
    "comments.CommentEntry": "the index of search, built anew from the comments",
    "comments.ReaderEntry": "the index of search, built anew from the readers",
    "comments.OutgoingMail": "mails that the old site still sends",
    "comments.ImportRun": "imports of files that lie on the old machine",
    "comments.OpenCase": "which case a moderator has on the screen",
    "comments.RateCount": "limits of the last hours",
    "comments.PeriodicRun": "when the old worker last ran a task",
}
# What a new site has of itself; it gives way to the export.
SEEDED = (
    "auth.Group_permissions",
    "auth.Group",
    "news.SiteVersion",
    "news.FeedAuthority",
    "news.Ranking",
    "news.Region",
    "news.Channel",
    "comments.Rank",
    "comments.PhaseSetting",
)
# Without --with-secrets a column is written as this.
SECRET_COLUMNS: dict[str, dict[str, Any]] = {
    "comments.Reader": {"password": "", "email": "", "is_staff": False, "is_superuser": False},
}


@dataclass(frozen=True)
class Table:
    """One file of an export: `data/comments.comment.jsonl` holds the rows of `comments.Comment`."""

    label: str

    @cached_property
    def model(self) -> type[Model]:
        return apps.get_model(self.label)

    @property
    def name(self) -> str:
        return f"{self.label.lower()}.jsonl"

    @property
    def database_table(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(self.model._meta.local_concrete_fields)

    @property
    def key(self) -> Field:
        key = self.model._meta.pk
        assert key is not None
        return key

    @property
    def has_numbers(self) -> bool:
        """Whether the database gives the keys of its rows."""
        return isinstance(self.key, AutoField)

    def place(self, name: str) -> int:
        """Where a column stands among `fields`."""
        return [field.name for field in self.fields].index(name)

    @cached_property
    def own_references(self) -> tuple[ForeignKey, ...]:
        """The columns that point at rows of this same table, and may point at later ones."""
        found = (field for field in self.fields if isinstance(field, ForeignKey))
        return tuple(field for field in found if field.related_model is self.model and field.null)

    def __str__(self) -> str:
        return str(self.model._meta.verbose_name)


def tables(with_secrets: bool = True) -> Iterator[Table]:
    """The tables that an export holds on this site, in the order in which they are loaded."""
    installed = {config.label for config in apps.get_app_configs()}
    for label in EXPORTED:
        if label.split(".")[0] in installed and (with_secrets or label not in WITH_SECRETS):
            yield Table(label)
