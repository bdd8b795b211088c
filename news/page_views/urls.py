from django.urls import path

from news.page_views import views

urlpatterns = [path("news/<int:pk>/reads/", views.count_page_view, name="reads")]
