from django.urls import path

from news.seo import share_picture_views, sitemaps, views

urlpatterns = [
    path("news/<int:pk>/card-<slug:mark>.png", share_picture_views.card, name="card"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.worker, name="worker"),
    path("offline/", views.offline, name="offline"),
    path("sitemap.xml", sitemaps.sitemap_view, {"sitemap": sitemaps.IndexSitemap}, "sitemaps"),
    path("sitemaps/news.xml", sitemaps.sitemap_view, {"sitemap": sitemaps.NewsSitemap}, "news_sitemap"),
    path("sitemaps/rooms.xml", sitemaps.sitemap_view, {"sitemap": sitemaps.PageSitemap}, "rooms_sitemap"),
    path(
        "sitemaps/stories-<int:part>.xml", sitemaps.sitemap_view, {"sitemap": sitemaps.StorySitemap}, "stories_sitemap"
    ),
]
