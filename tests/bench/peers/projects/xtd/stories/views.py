"""The front page and the page of a story."""

from django.shortcuts import get_object_or_404, render

from .models import Story


def front(request):
    return render(request, "stories/front.html", {"stories": Story.objects.order_by("-pk")[:40]})


def story(request, pk):
    return render(request, "stories/story.html", {"story": get_object_or_404(Story, pk=pk)})
