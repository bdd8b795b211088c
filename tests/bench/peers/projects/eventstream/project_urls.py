"""The stream, and a post that everybody who listens is told of."""

from django.http import HttpResponse
from django.urls import include, path
from django_eventstream import send_event


def publish(request):
    send_event("story", "message", {"html": request.body.decode()})
    return HttpResponse(status=204)


urlpatterns = [
    path("events/", include("django_eventstream.urls"), {"channels": ["story"]}),
    path("publish/", publish),
]
