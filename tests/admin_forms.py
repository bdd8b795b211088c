"""Forms of the admin as a browser has them: what stands in a page goes back as it stands, but for what is typed."""

from html.parser import HTMLParser


class FormParser(HTMLParser):
    """The fields of the one form of a change page: {name: value or list of values}."""

    def __init__(self):
        super().__init__()
        self.fields, self.inside, self.text, self.select = {}, False, None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("id", "").endswith("_form") and given["id"] != "logout-form"
        if not self.inside:
            return
        if tag == "input":
            self.add_input(given)
        elif tag == "textarea":
            self.text, self.fields[given["name"]] = given["name"], ""
        elif tag == "select":
            self.select = (given["name"], "multiple" in given)
        elif tag == "option" and self.select:
            self.add_option(given)

    def add_input(self, given):
        kind, name = given.get("type", "text"), given.get("name")
        if not name or kind in ("submit", "button", "file", "image"):
            return
        if kind in ("checkbox", "radio"):
            if "checked" in given:
                self.fields[name] = given.get("value", "on")
            return
        self.fields[name] = given.get("value", "")

    def add_option(self, given):
        name, many = self.select
        if "selected" in given:
            self.fields[name] = [*self.fields.get(name, []), given["value"]] if many else given["value"]
        elif not many:
            self.fields.setdefault(name, given["value"])

    def handle_data(self, data):
        if self.text:
            self.fields[self.text] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            text = self.fields[self.text].removeprefix("\n")
            self.fields[self.text], self.text = text.replace("\n", "\r\n"), None
        if tag == "select":
            self.select = None


def read_form(answer):
    """{name: value} of the form in an answer of the admin, ready to be sent again."""
    parser = FormParser()
    parser.feed(answer.content.decode())
    assert parser.fields, answer.content.decode()[:500]
    return parser.fields


def open_form(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return read_form(answer)


def errors_of(answer):
    """All sentences beside the fields of a form that came back."""
    page = answer.context
    forms = [page["adminform"].form, *(one for rows in page["inline_admin_formsets"] for one in rows.formset.forms)]
    return [str(sentence) for form in forms for sentences in form.errors.values() for sentence in sentences]
