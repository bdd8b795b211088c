from django.urls import path

from news.articles import views

urlpatterns = [
    path("latest/", views.latest, name="latest"),
    path("channels/<slug:slug>/", views.channel, name="channel"),
    path("channels/<slug:slug>/latest/", views.latest, name="channel_latest"),
    path("editors/<path:name>/", views.editor, name="editor"),
    path("sources/<int:pk>/", views.source, name="source"),
    path("days/<str:day>/", views.day, name="day"),
    path("community/", views.community, name="community"),
    path("local/", views.local, name="local"),
    path("local/<slug:slug>/", views.region, name="region"),
]
