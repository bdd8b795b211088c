from news.feeds import views

urlpatterns = [
    *views.SiteFeed.paths("feeds/", "feed"),
    *views.ChannelFeed.paths("feeds/channels/<slug:slug>/", "channel_feed"),
    *views.EditorFeed.paths("feeds/editors/<path:name>/", "editor_feed"),
]
