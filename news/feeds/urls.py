from django.urls import path

from news.feeds import views

urlpatterns = [
    path("feeds/", views.site, name="feed"),
    path("feeds/rss/", views.site, {"kind": "rss"}),
    path("feeds/channels/<slug:slug>/", views.channel, name="channel_feed"),
    path("feeds/channels/<slug:slug>/rss/", views.channel, {"kind": "rss"}),
    path("feeds/editors/<path:name>/rss/", views.editor, {"kind": "rss"}),
    path("feeds/editors/<path:name>/", views.editor, name="editor_feed"),
]
