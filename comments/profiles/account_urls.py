"""One's own account, under /accounts/ beside sign-in and sign-up."""

from django.urls import path

from comments.profiles import account_views as views

urlpatterns = [
    path("", views.home, name="account_home"),
    path("profile/", views.profile, name="profile"),
    path("name/", views.name, name="rename"),
    path("title/", views.title, name="title"),
    path("points/", views.points, name="points"),
    path("script/", views.variant, name="script"),
    path("mail/", views.mail, name="mail"),
    path("hidden/", views.hidden, name="hidden"),
    path("hidden/<int:pk>/deletion/", views.word_deletion, name="word_deletion"),
    path("data/", views.data, name="data"),
    path("leaving/", views.leaving, name="leaving"),
    path("staying/", views.staying, name="staying"),
]
