"""The tables of docs/performance.md, from the figures of a run."""

import statistics

from tests.bench.peers.chart import Bars

OWN, REFERENCE = "this site", "/healthz"


def table(head, rows, words=1):
    """A table of Markdown; `head` and each row are lists of texts; the first `words` columns are no figures."""
    lines = [head, ["---"] * words + ["--:"] * (len(head) - words), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def number(value):
    """A figure with three digits that mean something, and thousands parted."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def ratio(value, reference):
    return f"{value / reference:.4f}" if value < reference / 10 else f"{value / reference:.2f}"


def reading_table(run):
    """What was read of whom: answers a second, CPU of the server, ratio to our /healthz, load of the client."""
    reference = run.rate(OWN, REFERENCE)
    head = ["what", "of", "answers a second", "server CPU, ms each", f"ratio to `{REFERENCE}`", "client's core"]
    rows = [
        [
            one.what,
            one.who,
            number(one.sample.rate),
            number(one.sample.server_ms) if one.sample.server_ms else "not known",
            ratio(one.sample.rate, reference),
            f"{one.sample.client_share:.0%}",
        ]
        for one in run.reading
    ]
    return table(head, rows, words=2)


def ready_table(run):
    """Our ready page against those who only send its bytes."""
    own = run.rate(OWN, "article page, guest")
    rivals = [one for one in run.reading if one.what == "the same bytes"]
    return table(
        ["a guest's article page against", "ratio"], [[one.who, ratio(own, one.sample.rate)] for one in rivals]
    )


def acts_table(run):
    """Posts and votes: a second, CPU, waits, what was refused, and our rate against each peer's."""
    head = ["act", "of", "a second", "server CPU, ms each", "median wait, ms", "99 %, ms", "refused", "this site : it"]
    rows = []
    for act, figures in (("post", run.posting), ("vote", run.voting)):
        own = next((one.sample.rate for one in figures if one.who == OWN), 0)
        for one in figures:
            found = one.sample
            waits = [number(value) for value in (found.rate, found.server_ms, found.median_ms, found.slow_ms)]
            rows.append([act, one.who, *waits, found.refused, ratio(own, found.rate)])
    return table(head, rows, words=2)


def streams_table(run):
    """Open streams: memory each, published to last of all, losses."""
    head = ["streams", "of", "kB each", "published → last reader, median, ms", "slowest, ms", "missed"]
    rows = [
        [
            f"{one.size:,}",
            one.who,
            number(one.kilobytes),
            number(statistics.median(one.seconds) * 1000),
            number(max(one.seconds) * 1000),
            f"{one.missed} of {one.size * len(one.seconds):,}",
        ]
        for one in run.streams
    ]
    return table(head, rows)


def draws_table(run):
    """First draws: CPU of each page."""
    rows = [[page, who, number(milliseconds)] for (who, page), milliseconds in run.draws.items()]
    return table(["page, nothing of it kept", "of", "CPU, ms"], rows, words=2)


def search_table(rows):
    """Search: `rows` of (comments, words, newest first ms, best first ms)."""
    head = ["comments", "words", "newest first, median ms", "best first, median ms"]
    return table(head, [[f"{size:,}", words, number(new), number(best)] for size, words, new, best in rows])


# -- the chart ----------------------------------------------------------------------------------------

READING_SHOWN = ("the same bytes", "article page, guest", "front page, guest", "comments as JSON, guest")


def groups(run):
    """The groups of bars of the chart: [Bars]."""
    read = [one for one in run.reading if one.what in READING_SHOWN]
    known = [one for one in run.reading if one.what.endswith("page, signed in")]
    medians = [(f"{one.who}, {one.size:,}", statistics.median(one.seconds) * 1000) for one in run.streams]
    found = [
        bars("Read by guests: answers a second, more is better", [(page(one), one.sample.rate) for one in read]),
        bars(
            "Signed in: CPU of the server, ms a page, less is better",
            [(page(one), one.sample.server_ms) for one in known],
        ),
        bars("Comments posted a second by eight clients, more is better", rates(run.posting)),
        bars("Votes a second by eight clients, more is better", rates(run.voting)),
        bars("First draw: CPU, ms, less is better", [(", ".join(key), value) for key, value in run.draws.items()]),
        bars("Published to the last stream: median ms, less is better", medians),
        bars("Memory a stream: kB, less is better", [(one.who, one.kilobytes) for one in run.streams]),
    ]
    return [one for one in found if one.bars]


def bars(title, figures):
    """A group of `figures` (label, value), which knows the bars of this site."""
    return Bars(title, [(label, value, label.startswith(OWN)) for label, value in figures])


def page(figure):
    return f"{figure.who}, {figure.what}"


def rates(figures):
    return [(one.who, one.sample.rate) for one in figures]
