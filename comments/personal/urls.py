from django.urls import path

from comments.personal import views

urlpatterns = [path("me/", views.me, name="me")]
