from django.urls import path

from comments.submissions import views

urlpatterns = [
    path("submissions/", views.own_submissions, name="submissions"),
    path("submissions/new/", views.new, name="submission"),
    path("submissions/<int:pk>/", views.edit, name="submission_edit"),
    path("submissions/<int:pk>/deletion/", views.deletion, name="submission_deletion"),
]
