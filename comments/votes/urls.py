from django.urls import path

from comments.votes import views

urlpatterns = [
    path("news/<int:pk>/votes/", views.on_article, name="article_votes"),
    path("comments/<int:pk>/votes/", views.on_comment, name="comment_votes"),
]
