from django.urls import path

from news.pages import front_page, static_pages

urlpatterns = [
    path("", front_page.home, name="home"),
    path("contact/", static_pages.contact, name="contact"),
]
