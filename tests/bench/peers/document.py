"""docs/performance.md: sections between marks, each written by the run that measured it; and the chart beside it."""

import re
from pathlib import Path

from tests.bench.peers import tables
from tests.bench.peers.chart import chart
from tests.server import ROOT

FOLDER = ROOT / "docs"
TEXTS = Path(__file__).parent / "texts"
CHART_TITLE = "This site beside others, one core each, one run"


def write_peers(run, folder=FOLDER):
    """Write the section of a Run, and its chart, into the documents in `folder`."""
    parts = {
        "machine": bullets(run.machine),
        "versions": bullets(run.versions),
        "size": "A quick run (`QUICK=1`): its figures are rough." if run.quick else "A full run.",
        "rounds": run.rounds,
        "seconds": run.seconds,
        "accounts": run.accounts,
        "comments_on_page": run.comments_on_page,
        "reading": tables.reading_table(run),
        "ready": tables.ready_table(run),
        "acts": tables.acts_table(run),
        "streams": tables.streams_table(run),
        "draws": tables.draws_table(run),
        "missing": bullets(run.missing) or "- nothing",
    }
    (folder / "performance.svg").write_text(chart(tables.groups(run), CHART_TITLE), "utf-8")
    write_section("peers", (TEXTS / "peers.md").read_text("utf-8").format(**parts), folder)


def write_search(rows, machine, folder=FOLDER):
    """Write the section of search: `rows` as `tables.search_table` takes them, `machine` a dict."""
    text = (TEXTS / "search.md").read_text("utf-8")
    write_section("search", text.format(table=tables.search_table(rows), machine=bullets(machine)), folder)


def write_section(name, text, folder):
    """Put `text` between the marks of the section `name`; a document that is not there begins as its frame."""
    path = folder / "performance.md"
    whole = (path if path.exists() else TEXTS / "frame.md").read_text("utf-8")
    marks = re.compile(rf"(<!-- {name}: [^>]*-->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    written, found = marks.subn(lambda match: f"{match[1]}{text.strip()}\n{match[2]}", whole)
    if found != 1:
        raise ValueError(f"{path} has no marks of the section {name}")
    path.write_text(written, "utf-8")


def bullets(facts):
    return "\n".join(f"- {name}: {value}" for name, value in facts.items())
