from django.urls import path

from news.seo import share_picture_views, views

urlpatterns = [
    path("news/<int:pk>/card-<slug:mark>.png", share_picture_views.card, name="card"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.worker, name="worker"),
    path("offline/", views.offline, name="offline"),
    path("sitemap.xml", views.sitemaps, name="sitemaps"),
    path("sitemaps/news.xml", views.news_sitemap, name="news_sitemap"),
    path("sitemaps/rooms.xml", views.rooms_sitemap, name="rooms_sitemap"),
    path("sitemaps/stories-<int:part>.xml", views.stories_sitemap, name="stories_sitemap"),
]
