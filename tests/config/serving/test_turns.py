"""Fair turns for the writers of one process on SQLite."""

import threading

from config.db.sqlite.base import Turns


def test_turns_come_in_the_order_in_which_they_were_asked_for():
    turns, order, threads = Turns(), [], []
    assert turns.take(1)
    for number in range(8):
        thread = threading.Thread(target=lambda number=number: (turns.take(5), order.append(number), turns.hand_on()))
        thread.start()
        threads.append(thread)
        while len(turns.waiting) <= number:
            pass
    turns.hand_on()
    for thread in threads:
        thread.join()
    assert order == list(range(8)) and not turns.taken


def test_whoever_gave_up_is_passed_over():
    turns = Turns()
    assert turns.take(1) and not turns.take(0.01)
    turns.hand_on()
    assert turns.take(1)
