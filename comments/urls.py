"""Every address of readers and their comments, gathered from its subjects."""

from django.urls import include, path

SUBJECTS = [
    "thread",  # first what is asked for most: Django goes through them in order
    "votes",
    "live",
    "personal",
    "appeals",
    "error_reports",
    "featured",
    "feeds",
    "gems",
    "moderation",
    "notifications",
    "polls",
    "profiles",
    "rankings",
    "relations",
    "reports",
    "rulings",
    "search",
    "submissions",
]

urlpatterns = [
    path("accounts/", include("comments.accounts.urls")),
    path("accounts/", include("comments.profiles.account_urls")),
    *(path("", include(f"comments.{subject}.urls")) for subject in SUBJECTS),
]
