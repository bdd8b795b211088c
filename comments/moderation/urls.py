from django.urls import path

from comments.moderation import public_views

urlpatterns = [path("comments/<int:pk>/rulings/", public_views.rule, name="comment_rulings")]
