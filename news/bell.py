"""The bell: whoever watches articles in this process is told which one has just changed.

It only hastens. A listener that misses a ring finds the change in the database a second later.
"""

_listeners = []


def listen(listener):
    """Call `listener(article_pk)` after every commit that changed an article; may be called from any thread."""
    _listeners.append(listener)


def silence(listener):
    if listener in _listeners:
        _listeners.remove(listener)


def ring(article_pk):
    for listener in tuple(_listeners):
        listener(article_pk)
