"""One's own account, under /accounts/ beside the doors."""

from django.urls import path

from comments.views import mine, notices

urlpatterns = [
    path("", mine.home, name="account_home"),
    path("profile/", mine.profile, name="profile"),
    path("name/", mine.name, name="rename"),
    path("title/", mine.title, name="title"),
    path("points/", mine.points, name="points"),
    path("script/", mine.script, name="script"),
    path("mail/", mine.mail, name="mail"),
    path("hidden/", mine.hidden, name="hidden"),
    path("hidden/<int:pk>/deletion/", mine.word_deletion, name="word_deletion"),
    path("data/", mine.data, name="data"),
    path("leaving/", mine.leaving, name="leaving"),
    path("staying/", mine.staying, name="staying"),
    path("unsubscribe/<str:token>/", notices.unsubscribe, name="unsubscribe"),
]
