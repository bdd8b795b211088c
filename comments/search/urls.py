from django.urls import path

from comments.search import views

urlpatterns = [path("search/", views.search_page, name="search")]
