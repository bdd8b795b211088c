from django.urls import path

from comments.rankings import views

urlpatterns = [path("boards/<slug:name>/", views.board, name="board")]
