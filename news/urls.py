"""Every public address that needs no reader, gathered from its subjects."""

from django.urls import include, path

SUBJECTS = ["articles", "editing", "feeds", "page_views", "pages", "seo", "variants"]

urlpatterns = [path("", include(f"news.{subject}.urls")) for subject in SUBJECTS]
