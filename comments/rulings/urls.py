from django.urls import path

from comments.rulings import views

urlpatterns = [
    path("rulings/", views.rulings, name="rulings"),
    path("rulings/months/", views.months, name="rulings_by_month"),
]
