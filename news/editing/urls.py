from django.urls import path

from news.editing.preview_links import shared_preview

urlpatterns = [path("preview/<str:token>/", shared_preview, name="shared_preview")]
