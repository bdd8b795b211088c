"""Every address of readers and their comments, gathered from its subjects."""

from django.urls import include, path

SUBJECTS = [
    "appeals",
    "error_reports",
    "featured",
    "feeds",
    "gems",
    "live",
    "moderation",
    "notifications",
    "personal",
    "polls",
    "profiles",
    "rankings",
    "relations",
    "reports",
    "rulings",
    "search",
    "submissions",
    "thread",
    "votes",
]

urlpatterns = [
    path("accounts/", include("comments.accounts.urls")),
    path("accounts/", include("comments.profiles.account_urls")),
    *(path("", include(f"comments.{subject}.urls")) for subject in SUBJECTS),
]
