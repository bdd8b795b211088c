"""The addresses of the project: the list of stories, a story, and all of django-comments-xtd."""

from django.urls import include, path
from stories import views

urlpatterns = [
    path("", views.front),
    path("stories/<int:pk>/", views.story, name="story"),
    path("comments/", include("django_comments_xtd.urls")),
]
