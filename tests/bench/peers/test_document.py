"""What is written of a run: its tables, its chart, its sections of the document. No server is started here."""

import re
from xml.etree import ElementTree

import pytest

from tests.bench.peers import document, tables
from tests.bench.peers.chart import Bars, chart
from tests.bench.peers.figures import Figure, Run, StreamFigure, merge
from tests.bench.peers.http_load import UNTIL_CLOSED, Sample, answer_size


def sample(rate, **fields):
    values = {"server_ms": 1000 / rate, "client_share": 0.2, "median_ms": 1, "slow_ms": 2, "refused": 0}
    return Sample(rate=rate, **(values | fields))


@pytest.fixture
def run():
    run = Run(quick=True, machine={"machine": "two cores"}, versions={"peer": "peer 1.0"}, accounts=100, rounds=2)
    run.seconds, run.comments_on_page = 1.5, 30
    rows = [
        ("this site", "/healthz", 10_000),
        ("this site", "article page, guest", 8000),
        ("peer", "the same bytes", 9000),
    ]
    run.reading = [Figure(who, what, sample(rate)) for who, what, rate in rows]
    run.posting = [Figure("this site", "post", sample(50)), Figure("peer", "post", sample(100))]
    run.voting = [Figure("this site", "vote", sample(60))]
    run.streams = [StreamFigure("this site", 500, 20.5, [0.1, 0.2, 0.3], 0)]
    run.draws = {("this site", "front page"): 50.0}
    run.missing = {"nginx with a file": "the machine has no nginx"}
    return run


def test_a_rate_stands_beside_its_ratio_to_healthz(run):
    assert "| article page, guest | this site | 8,000 | 0.125 | 0.80 | 0.80 | 20% |" in tables.reading_table(run)


def test_a_server_whose_processor_is_not_known_has_no_figure_for_it(run):
    run.reading.append(Figure("127.0.0.1:9000", "GET /", sample(500, server_ms=0)))
    assert "| GET / | 127.0.0.1:9000 | 500 | not known | 0.0500 | not known | 20% |" in tables.reading_table(run)


def test_our_ready_page_is_compared_with_the_same_bytes(run):
    assert "| peer | 0.89 | 0.89 |" in tables.ready_table(run)


def test_acts_say_how_our_rate_stands_to_each_peer(run):
    assert tables.acts_table(run).splitlines()[3].endswith("| 0 | 0.50 | 0.50 |")


def test_rounds_become_the_best_rate_the_least_work_and_all_refusals():
    rounds = [sample(100, server_ms=9, refused=1), sample(120, server_ms=10, refused=2)]
    assert merge(rounds) == sample(120, server_ms=9, refused=3)


def test_streams_say_what_was_missed(run):
    assert "| 500 | this site | 20.5 | 200 | 300 | 0 of 1,500 |" in tables.streams_table(run)


def test_the_search_table_parts_thousands():
    assert "| 1,000,000 | rare | 33.0 | 9.10 |" in tables.search_table([(1_000_000, "rare", 33.0, 9.1)])


def test_the_chart_is_xml_whose_longest_bar_is_the_largest_value():
    drawn = chart([Bars("A & B", [("this <site>", 10.0, True), ("peer", 5.0, False)])], "All")
    tree = ElementTree.fromstring(drawn)
    name = "{http://www.w3.org/2000/svg}"
    widths = [float(bar.get("width")) for bar in tree.iter(f"{name}rect")]
    assert widths[0] == 2 * widths[1]
    assert [text.text for text in tree.iter(f"{name}text")] == ["A & B", "this <site>", "10.0", "peer", "5.0"]


def test_the_chart_has_colours_for_dark_pages():
    assert "prefers-color-scheme: dark" in chart([Bars("A", [("a", 1, True)])], "All")


def test_a_group_without_figures_is_not_drawn(run):
    run.streams, run.draws = [], {}
    titles = [group.title for group in tables.groups(run)]
    assert not [title for title in titles if re.match("First draw|Memory|Published|Signed in", title)]


def test_each_run_writes_its_own_section_and_leaves_the_other(run, tmp_path):
    document.write_search([(1_000_000, "rare", 33.0, 9.1)], {"machine": "two cores"}, tmp_path)
    document.write_peers(run, tmp_path)
    run.reading[1].sample.rate = 7000
    document.write_peers(run, tmp_path)
    text = (tmp_path / "performance.md").read_text("utf-8")
    assert "| article page, guest | this site | 7,000 |" in text and "8,000" not in text
    assert "| 1,000,000 | rare |" in text
    assert "- nginx with a file: the machine has no nginx" in text
    assert (tmp_path / "performance.svg").exists()


def test_a_document_without_marks_is_not_written_over(run, tmp_path):
    (tmp_path / "performance.md").write_text("mine")
    with pytest.raises(ValueError, match="no marks of the section peers"):
        document.write_peers(run, tmp_path)
    assert (tmp_path / "performance.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("answer", "size"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe", 43),
        (b"HTTP/1.1 200 OK\r\ncontent-le", 0),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", 29),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n", 0),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", 59),
        (b"HTTP/1.0 200 OK\r\n\r\nhello", UNTIL_CLOSED),
    ],
)
def test_the_client_knows_where_an_answer_ends(answer, size):
    assert answer_size(answer) == size
