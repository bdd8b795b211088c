from django.urls import path

from comments.featured import views

urlpatterns = [
    path("comments/featured/", views.featured, name="featured"),
    path("comments/<int:pk>/feature/", views.feature, name="comment_feature"),
]
