from django.urls import path

from comments.relations import views

urlpatterns = [
    path("readers/<str:name>/follows/", views.follows, name="follows"),
    path("readers/<str:name>/blocks/", views.blocks, name="blocks"),
    path("news/<int:pk>/follows/", views.story_follows, name="story_follows"),
]
