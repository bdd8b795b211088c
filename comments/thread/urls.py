from django.urls import path

from comments.thread import edit_views, list_views, views

urlpatterns = [
    path("news/<int:pk>/comments/", views.comments, name="floor"),
    path("comments/", list_views.stream, name="comments"),
    path("comments/<int:pk>/", list_views.conversation, name="conversation"),
    path("comments/<int:pk>/edits/", edit_views.edits, name="comment_edits"),
    path("comments/<int:pk>/deletion/", edit_views.deletion, name="comment_deletion"),
]
