"""A small picture of who voted for whom: a square for each voter (row) and author (column), darker for more votes."""

from __future__ import annotations

from dataclasses import dataclass

SIDE = 12  # pixels of a square
MOST = 60  # rows and columns


@dataclass(frozen=True)
class VotePicture:
    """What the template draws: `squares` of (x, y, darkness from 0 to 1, what it says), in pixels."""

    width: int
    height: int
    squares: list[tuple[int, int, str, str]]

    @classmethod
    def draw(cls, pairs: list[tuple[str, str, int]]) -> VotePicture:
        """`pairs`: [(voter, author, votes)]; voters and authors stand in the order in which they come."""
        voters = list(dict.fromkeys(voter for voter, _, _ in pairs))[:MOST]
        authors = list(dict.fromkeys([*voters, *(author for _, author, _ in pairs)]))
        authors = [one for one in authors if one in {author for _, author, _ in pairs}][:MOST]
        most = max((votes for _, _, votes in pairs), default=1)
        squares = [
            (
                authors.index(author) * SIDE,
                voters.index(voter) * SIDE,
                f"{votes / most:.2f}",
                f"{voter} → {author}：{votes}",
            )
            for voter, author, votes in pairs
            if voter in voters and author in authors
        ]
        return cls(max(1, len(authors)) * SIDE, max(1, len(voters)) * SIDE, squares)
