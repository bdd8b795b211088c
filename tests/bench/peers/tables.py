"""The tables of docs/performance.md, from the figures of a run."""

import statistics

from tests.bench.peers.chart import Bars

OWN, REFERENCE, UNKNOWN = "this site", "/healthz", "not known"


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


def ratios(sample, reference):
    """(ratio of rates, ratio of what one core could answer by CPU) of two Samples, as texts."""
    known = sample.server_ms and reference.server_ms
    return ratio(sample.rate, reference.rate), ratio(reference.server_ms, sample.server_ms) if known else UNKNOWN


def reading_table(run):
    """What was read of whom: answers a second, CPU of the server, both against our /healthz, load of the client."""
    reference = run.sample(OWN, REFERENCE)
    by = f"to `{REFERENCE}`"
    head = ["what", "of", "answers a second", "server CPU, ms each", f"rate {by}", f"CPU {by}", "client's core"]
    return table(head, [reading_row(one, reference) for one in run.reading], words=2)


def reading_row(one, reference):
    cpu = number(one.sample.server_ms) if one.sample.server_ms else UNKNOWN
    share = f"{one.sample.client_share:.0%}"
    return [one.what, one.who, number(one.sample.rate), cpu, *ratios(one.sample, reference), share]


def ready_table(run):
    """Our ready page against those who only send its bytes."""
    own = run.sample(OWN, "article page, guest")
    rivals = [one for one in run.reading if one.what == "the same bytes"]
    head = ["a guest's article page against", "rate", "CPU"]
    return table(head, [[one.who, *ratios(own, one.sample)] for one in rivals])


def acts_table(run):
    """Posts and votes: a second, CPU, waits, what was refused, and how ours stand to each peer's."""
    head = ["act", "of", "a second", "server CPU, ms each", "median wait, ms", "99 %, ms", "refused"]
    head += ["rate, this site : it", "CPU, it : this site"]
    return table(head, [*act_rows("post", run.posting), *act_rows("vote", run.voting)], words=2)


def act_rows(act, figures):
    own = next(one.sample for one in figures if one.who == OWN)
    for one in figures:
        found = one.sample
        waits = [number(value) for value in (found.rate, found.server_ms, found.median_ms, found.slow_ms)]
        yield [act, one.who, *waits, found.refused, *ratios(own, found)]


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
    return table(head, [[f"{size:,}", words, number(new), number(best)] for size, words, new, best in rows], words=2)


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
