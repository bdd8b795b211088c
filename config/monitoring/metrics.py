"""The numbers of one process for Prometheus; few, and none whose labels a client could choose."""

from collections.abc import Iterator
from typing import Any

from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from comments.mail.models import OutgoingMail
from config.monitoring.observing import LIMITS

CLASSES = ("other", "1xx", "2xx", "3xx", "4xx", "5xx")


class Numbers(Collector):
    """A collector over the tally and the handlers; asks the database for the lengths of its queues."""

    def __init__(self, tally: Any, handlers: Any) -> None:
        self.tally, self.handlers = tally, handlers

    def collect(self) -> Iterator[Any]:
        requests = CounterMetricFamily("huadan_requests", "Requests answered, by class of status.", labels=["status"])
        for name, number in zip(CLASSES, self.tally.statuses, strict=True):
            requests.add_metric([name], number)
        yield requests
        yield self.latencies()
        for name, said, number in self.gauges():
            yield GaugeMetricFamily(f"huadan_{name}", said, value=number)
        for name in ("hits", "misses"):
            number = getattr(self.handlers.page_cache, name)
            yield CounterMetricFamily(f"huadan_page_cache_{name}", f"Page cache: {name}.", value=number)
        for name, says in (("pages_sent", "Pages of the page cache"), ("unchanged", "Answers 204 of /me/")):
            number = getattr(self.handlers.signed_in, name)
            yield CounterMetricFamily(f"huadan_signed_in_{name}", f"{says} for people who are signed in.", value=number)

    def latencies(self) -> Any:
        buckets, total = [], 0
        for limit, number in zip((*LIMITS, "+Inf"), self.tally.slots, strict=True):
            total += number
            buckets.append((str(limit), total))
        said = "Seconds until an answer was complete; streams count as 0."
        return HistogramMetricFamily("huadan_request_seconds", said, buckets=buckets, sum_value=self.tally.seconds)

    def gauges(self) -> Any:
        return [
            ("requests_in_progress", "Requests in hand or waiting for a thread.", self.tally.running),
            ("streams_open", "Open streams.", self.handlers.streams_open()),
            ("page_cache_bytes", "Memory of the page cache.", self.handlers.page_cache.size),
            ("jobs_waiting", "Jobs that wait for the worker.", DBTaskResult.objects.ready().count()),
            ("mails_waiting", "Mails that are due and not sent.", OutgoingMail.objects.due().count()),
        ]


def exposition(tally: Any, handlers: Any) -> str:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Numbers(tally, handlers))
    ProcessCollector(registry=registry)
    return generate_latest(registry).decode().rstrip("\n")
