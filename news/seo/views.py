"""What machines ask for: robots.txt, security.txt, the manifest, the offline reader."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from news.caching.pages import RELEASE, render_public
from news.variants.text import VARIANTS, convert, lang_of

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


MODULES = ("choices", "offline")  # without the site's other scripts its pages are still whole
DAY = "public, max-age=86400"


def plain(text: str, content_type: str = "text/plain; charset=utf-8") -> HttpResponse:
    return HttpResponse(text, content_type=content_type, headers={"Cache-Control": "public, max-age=3600"})


@require_safe
def robots(request: SiteRequest) -> HttpResponse:
    closed = ("/accounts/", "/admin/", "/me/", "/search/", "/submissions/", "/notices/")
    prefixes = ("", "/zh-hans", "/zh-hant", "/zh-hk")
    lines = ["User-agent: *", *(f"Disallow: {prefix}{path}" for path in closed for prefix in prefixes)]
    lines += ["", *(f"Sitemap: {settings.SITE_URL}/{path}" for path in ("sitemap.xml", "sitemaps/news.xml"))]
    return plain("\n".join(lines) + "\n")


@require_safe
def security(request: SiteRequest) -> HttpResponse:
    """RFC 9116. It is made anew each day, so that it never runs out while the site runs."""
    until = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: mailto:security@{urlsplit(settings.SITE_URL).hostname}", f"Expires: {until.isoformat()}"]
    lines += ["Preferred-Languages: zh, en", f"Canonical: {settings.SITE_URL}/.well-known/security.txt"]
    return plain("\n".join(lines) + "\n")


@require_safe
def manifest(request: SiteRequest) -> JsonResponse:
    """The site as an app, which is the same one in every variant; it opens in the one of this address."""
    variant = request.variant
    name = convert(settings.SITE_NAME, variant)
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size, purpose in ((192, "any"), (512, "any"), (512, "maskable"))
    ]
    facts = {
        "name": name,
        "short_name": name[:6],
        "lang": lang_of(variant),
        "id": "/",
        "start_url": f"/{variant}/" if variant else "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf9f5",
        "theme_color": "#a8201a",
        "icons": [{"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"}, *icons],
        "categories": ["news"],
    }
    headers = {"Cache-Control": DAY}
    return JsonResponse(facts, content_type="application/manifest+json", headers=headers)


@require_safe
def worker(request: SiteRequest) -> HttpResponse:
    """The service worker: it must come from the root to see every page, and anew with every release."""
    sheets = ("tokens", "base", "layout", "article", "comments", "forms", "people", "portal")
    files = [
        *(static(f"css/{name}.css") for name in sheets),
        *(static(f"js/{name}.js") for name in ("choices", "offline", "dates")),
        static("img/icon.svg"),
    ]
    pages = ["/offline/", *(f"/{slug}/offline/" for slug in VARIANTS)]
    context = {"release": RELEASE, "files": files, "pages": pages, "moments": static("js/dates.js")}
    response = render(request, "sw.js", context, content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: SiteRequest) -> HttpResponse:
    return render_public(request, "news/seo/offline.html", {}, ["offline"])
