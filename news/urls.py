from django.urls import path

from news import sitemaps
from news.views import articles, cards, doors, feeds, home, machines, reads

urlpatterns = [
    path("", home.home, name="home"),
    path("latest/", articles.latest, name="latest"),
    path("channels/<slug:slug>/", articles.channel, name="channel"),
    path("channels/<slug:slug>/latest/", articles.latest, name="channel_latest"),
    path("news/<int:pk>/", articles.article, name="article"),
    path("news/<int:pk>/reads/", reads.reads, name="reads"),
    path("editors/<path:name>/", articles.editor, name="editor"),
    path("sources/<int:pk>/", articles.source, name="source"),
    path("days/<str:day>/", articles.day, name="day"),
    path("community/", articles.community, name="community"),
    path("local/", articles.local, name="local"),
    path("local/<slug:slug>/", articles.region, name="region"),
    *feeds.SiteFeed.paths("feeds/", "feed"),
    *feeds.ChannelFeed.paths("feeds/channels/<slug:slug>/", "channel_feed"),
    *feeds.EditorFeed.paths("feeds/editors/<path:name>/", "editor_feed"),
    path("news/<int:pk>/card-<slug:mark>.png", cards.card, name="card"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("sw.js", machines.worker, name="worker"),
    path("offline/", machines.offline, name="offline"),
    path("sitemap.xml", sitemaps.sitemap_view, {"sitemap": sitemaps.IndexSitemap}, "sitemaps"),
    path("sitemaps/news.xml", sitemaps.sitemap_view, {"sitemap": sitemaps.NewsSitemap}, "news_sitemap"),
    path("sitemaps/rooms.xml", sitemaps.sitemap_view, {"sitemap": sitemaps.PageSitemap}, "rooms_sitemap"),
    path(
        "sitemaps/stories-<int:part>.xml", sitemaps.sitemap_view, {"sitemap": sitemaps.StorySitemap}, "stories_sitemap"
    ),
    path("contact/", doors.contact, name="contact"),
]
