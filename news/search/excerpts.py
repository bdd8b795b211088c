"""Where a query's words stand in a text as it was typed, and a short stretch around them. Functions without Django."""

from functools import lru_cache

from news.script import fold

AROUND = 40
LONGEST = 140


@lru_cache(maxsize=20000)
def folded_letter(letter):
    return fold(letter) or (" " if letter.isspace() else "")


def hits(text, marks):
    """[(start, end)] of the folded `marks` in `text`, in order, without overlaps."""
    folded, places = [], []
    for place, letter in enumerate(text):
        for one in folded_letter(letter):
            folded.append(one)
            places.append(place)
    flat, found = "".join(folded), []
    for mark in filter(None, marks):
        start = flat.find(mark)
        while start >= 0:
            found.append((places[start], places[start + len(mark) - 1] + 1))
            start = flat.find(mark, start + len(mark))
    return apart(sorted(found))


def apart(spans):
    """Spans in order with those that overlap joined."""
    joined = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def pieces(text, marks, whole=False):
    """[(stretch of text, whether it is a hit)] around the first hit of `text`; all of it if `whole`."""
    text = " ".join(text.split())
    spans = hits(text, marks)
    start = 0 if whole or not spans else max(0, spans[0][0] - AROUND)
    stop = len(text) if whole else min(len(text), start + LONGEST)
    cut, end = [("…", False)] if start else [], start
    for left, right in spans:
        if left >= stop:
            break
        cut += [(text[end:left], False), (text[left : min(right, stop)], True)]
        end = min(right, stop)
    return [piece for piece in [*cut, (text[end:stop], False), ("…" if stop < len(text) else "", False)] if piece[0]]
