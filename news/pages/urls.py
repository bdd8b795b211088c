from django.urls import path

from news.pages import front_page, static_pages, story_page

urlpatterns = [
    path("", front_page.home, name="home"),
    path("news/<int:pk>/", story_page.article, name="article"),
    path("contact/", static_pages.contact, name="contact"),
]
