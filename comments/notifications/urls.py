from django.urls import path

from comments.notifications import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("accounts/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
