from django.urls import path

from comments.reports import views

urlpatterns = [
    path("comments/<int:pk>/reports/", views.on_comment, name="comment_reports"),
    path("news/<int:pk>/reports/", views.on_article, name="article_reports"),
    path("polls/<int:pk>/reports/", views.on_poll, name="poll_reports"),
    path("readers/<str:name>/reports/", views.on_person, name="person_reports"),
    path("accounts/reports/", views.own_reports, name="my_reports"),
]
