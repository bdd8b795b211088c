from django.urls import path

from comments.error_reports import views

urlpatterns = [
    path("news/<int:pk>/errors/", views.error_reports, name="article_errors"),
    path("accounts/errors/", views.own_error_reports, name="my_errors"),
]
