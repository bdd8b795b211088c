"""The sentences of our JavaScript, one small script for each variant, named by its content."""

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.http.requests import SiteRequest
from news.variants.js_sentences import find_sentences, render_sentences
from news.variants.models import ConversionOverride

SENTENCES = find_sentences(Path(settings.BASE_DIR, "static", "js"))
FOR_EVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"  # an older page asks by its own mark; what it gets is as of now


def render(slug: str) -> tuple[str, str]:
    return render_sentences(SENTENCES, slug, ConversionOverride.table(slug))


def address(slug: str) -> str:
    """Where the sentences of a variant are; "" where they are as they stand in the modules."""
    mark, _ = render(slug)
    return f"/{slug}{reverse('sentences', args=[mark])}" if mark else ""


@require_safe
def sentences(request: SiteRequest, mark: str) -> HttpResponse:
    current, script = render(request.variant)
    headers = {"Cache-Control": FOR_EVER if mark == current else BRIEFLY}
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)
