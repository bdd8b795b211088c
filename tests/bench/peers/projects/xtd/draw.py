"""Print, as JSON, the CPU milliseconds that a guest's pages take, the median of so many. Arguments: times, a story."""

import json
import statistics
import sys
import time

import django

django.setup()

from django.test import Client  # noqa: E402


def draw(path):
    began = time.process_time()
    assert Client().get(path, HTTP_HOST="127.0.0.1").status_code == 200
    return (time.process_time() - began) * 1000


def median(path, times):
    return statistics.median([draw(path) for _ in range(times + 3)][3:])


if __name__ == "__main__":
    times, pk = map(int, sys.argv[1:])
    print(json.dumps({"article page": median(f"/stories/{pk}/", times), "front page": median("/", times)}))
