"""Every address of the URL configuration, with samples for its parameters; and requests that may not fail."""

import re
from copy import deepcopy
from itertools import product

from django.db import transaction
from django.urls import get_resolver
from lxml import html as lxml_html

ANGLE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def routes(patterns=None, start=""):
    """Every route of the site, as Django writes it."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = start + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def parameters(route):
    return [one or other for one, other in ANGLE.findall(route)]


def addresses(route, samples):
    """The paths of one route; KeyError if there is no sample for one of its parameters."""
    names = parameters(route)
    found = [values for start, values in samples if route.startswith(start) and set(values) >= set(names)]
    if names and not found:
        raise KeyError(f"no sample for the parameters {names} of {route}: add one to tests/config/crawl_world.py")
    for values in product(*(found[-1][name] for name in names)):
        by_name = dict(zip(names, values, strict=True))
        path = ANGLE.sub(lambda match, by_name=by_name: str(by_name[match[1] or match[2]]), route)
        yield "/" + re.sub(r"\\(.)", r"\1", path.replace("^", "").replace("$", ""))


class Crawl:
    """Asks for addresses in the name of one role, and notes whatever answers with an error of the server."""

    def __init__(self, client, role):
        self.client, self.role, self.wrong, self.asked = client, role, [], 0
        self.cookies = deepcopy(client.cookies)

    def ask(self, method, path, data=None, **headers):
        """The answer, or None if it was an error; whatever was written is taken back."""
        self.asked += 1
        self.client.cookies = deepcopy(self.cookies)  # whoever was signed out is still in their role
        try:
            with transaction.atomic():
                answer = getattr(self.client, method)(path, data or {}, headers=headers)
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                transaction.set_rollback(True)
        except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
            self.wrong.append((self.role, method, path, data, headers, repr(error)[:300]))
            return None
        if answer.status_code >= 500:
            self.wrong.append((self.role, method, path, data, headers, answer.status_code))
        answer.text_of_page = content
        return answer

    def forms(self, path):
        """[(address, {field: value})] of the forms on a page that are sent by POST, as the page gives them."""
        answer = self.ask("get", path)
        if answer is None or answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            return []
        page = lxml_html.fromstring(answer.text_of_page or b"<p>")
        page.make_links_absolute(path, handle_failures="ignore")
        return [(form.action or path, values_of(form)) for form in page.forms if form.method == "POST"]


def values_of(form):
    """What a browser sends of a form; a file is left out, and so is the field of the token."""
    values = {}
    for name, value in form.form_values():
        if name != "csrfmiddlewaretoken":
            values.setdefault(name, []).append(value)
    return values
