from django.urls import path

from news.variants import views

urlpatterns = [path("sentences-<slug:mark>.js", views.sentences, name="sentences")]
