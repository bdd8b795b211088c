from django.urls import path

from comments.feeds import views

urlpatterns = [
    path("feeds/readers/<str:name>/", views.channel, name="reader_feed"),
    path("feeds/readers/<str:name>/activity/", views.activity, name="activity_feed"),
    path("feeds/news/<int:pk>/comments/", views.floor, name="floor_feed"),
    path("feeds/news/<int:pk>/comments/rss/", views.floor, {"kind": "rss"}),
    path("feeds/boards/<slug:name>/", views.board, name="board_feed"),
    path("feeds/boards/<slug:name>/rss/", views.board, {"kind": "rss"}),
    path("feeds/polls/", views.polls, name="poll_feed"),
    path("feeds/polls/rss/", views.polls, {"kind": "rss"}),
]
