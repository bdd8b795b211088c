from django.urls import path

from comments.polls import views

urlpatterns = [
    path("polls/", views.polls, name="polls"),
    path("polls/<int:pk>/", views.poll, name="poll"),
    path("polls/<int:pk>/results/", views.results, name="poll_results"),
    path("polls/<int:pk>/votes/", views.votes, name="poll_votes"),
]
