from django.urls import path

from news.views import articles, doors

urlpatterns = [
    path("", articles.home, name="home"),
    path("channels/<slug:slug>/", articles.channel, name="channel"),
    path("news/<int:pk>/", articles.article, name="article"),
    path("editors/<path:name>/", articles.editor, name="editor"),
    path("sources/<int:pk>/", articles.source, name="source"),
    path("days/<str:day>/", articles.day, name="day"),
    path("community/", articles.community, name="community"),
    path("local/", doors.local, name="local"),
    path("polls/", doors.polls, name="polls"),
    path("submissions/new/", doors.submission, name="submission"),
    path("contact/", doors.contact, name="contact"),
]
