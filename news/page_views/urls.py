from django.urls import path

from news.page_views import views

urlpatterns = [path("news/<int:pk>/reads/", views.reads, name="reads")]
