from django.urls import path

from comments.live import views

urlpatterns = [path("news/<int:pk>/changes/", views.poll, name="changes")]
