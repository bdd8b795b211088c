from django.urls import path

from comments.appeals import views

urlpatterns = [
    path("accounts/rulings/", views.own_rulings, name="my_rulings"),
    path("rulings/<int:pk>/appeals/", views.appeals, name="appeals"),
]
