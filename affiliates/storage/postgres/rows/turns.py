"""Whose turn it is to keep something: one locked row for each part of the store, which gives its rows their numbers."""

from enum import StrEnum

from affiliates.storage.postgres.connection.database import Transaction


class Part(StrEnum):
    """A part of the store whose rows have an order of their own.

    Who changes the directory or the list of organizations holds ``LOG``; their numbers are those of their versions.
    """

    LOG = "log"
    DIRECTORY = "directory"
    SUPPORT = "support"
    LINKS = "links"
    LETTERS = "letters"
    REVIEWERS = "reviewers"
    DOCUMENTS = "documents"
    PEOPLE = "people"


def take_turn(transaction: Transaction, part: Part) -> int:
    """The number of the last row of a part; nobody else can keep one until the transaction ends."""
    return _number(transaction.execute("SELECT number FROM affiliates.turns WHERE part = %s FOR UPDATE", part))


def last_number(transaction: Transaction, part: Part) -> int:
    """The number of the last row of a part as it stands."""
    return _number(transaction.execute("SELECT number FROM affiliates.turns WHERE part = %s", part))


def set_number(transaction: Transaction, part: Part, number: int, *, is_rewritten: bool = False) -> None:
    """Keeps the number of the last row; ``is_rewritten``: rows before it have changed where they stand."""
    transaction.execute(
        "UPDATE affiliates.turns SET number = %s, rewritten = CASE WHEN %s THEN %s ELSE rewritten END WHERE part = %s",
        number,
        is_rewritten,
        number,
        part,
    )


def _number(found: object) -> int:
    (number,) = found.fetchone() or (0,)  # type: ignore[attr-defined]
    return int(number)
