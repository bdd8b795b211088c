from django.urls import path

from comments.gems import views

urlpatterns = [path("boards/gems/<str:day>/", views.gems_of_day, name="gems_of_day")]
