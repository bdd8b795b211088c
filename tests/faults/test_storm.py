"""Votes, switches, withdrawals, rulings and deletions from several processes at once: no count is ever off."""

from tests.bench import storm


def test_after_a_storm_recount_finds_nothing(capsys):
    storm.main(800)
    said = capsys.readouterr().out
    assert "(0 differences)" in said, said
