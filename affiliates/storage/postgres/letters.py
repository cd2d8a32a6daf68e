"""Letters to groups: their steps, the keys of their links, and those that wait for a person to send."""

from collections.abc import Callable, Collection
from datetime import datetime

from pydantic import TypeAdapter

from affiliates.storage.contract.letters import LetterEvent, LetterStep, LinkKey
from affiliates.storage.postgres.connection.database import Database, Transaction
from affiliates.storage.postgres.documents import Document, change_once, read_document
from affiliates.storage.postgres.rows.kept_rows import KeptRows
from affiliates.storage.postgres.rows.texts import as_key, compressed, from_json, to_json
from affiliates.storage.postgres.rows.turns import Part, last_number, set_number, take_turn

_EVENT = TypeAdapter(LetterEvent)
_KEYS = TypeAdapter(list[LinkKey])
_ADDED = "SELECT content FROM affiliates.letters WHERE number > %s AND number <= %s ORDER BY number"


class PostgresLetters:
    """The letters in a database."""

    def __init__(self, database: Database) -> None:
        """Reads nothing yet."""
        self._database = database
        self._events = KeptRows(Part.LETTERS, _ADDED, lambda content: from_json(_EVENT, content))

    def version(self) -> str:
        """The number of the last step."""
        return str(self._database.read(lambda transaction: last_number(transaction, Part.LETTERS)) or "")

    def events(self) -> list[LetterEvent]:
        """Every step, in the order in which they were kept."""
        return self._database.read(self._events.all)

    def record(self, event: LetterEvent, precondition: Callable[[list[LetterEvent]], None] | None = None) -> None:
        """Keeps a step."""

        def keep(transaction: Transaction) -> None:
            number = take_turn(transaction, Part.LETTERS) + 1
            events = self._events.all(transaction) if precondition or transaction.may_be_kept else []
            if transaction.may_be_kept and event in events:
                return
            if precondition:
                precondition(events)
            keep_event(transaction, number, event)
            set_number(transaction, Part.LETTERS, number)

        self._database.write(keep)

    def write(self, event: LetterEvent, letter: bytes) -> str:
        """Keeps a letter for a person to send; the command ``store letters`` writes it to a file."""
        self._database.write(lambda transaction: keep_letter(transaction, event.application, event.number, letter))
        name = letter_name(event.application, event.number)
        return f"{self._database.name} as {name} (python -m affiliates store letters)"

    def remove_written(self, before: datetime) -> None:
        """Removes the letters for a person to send that were written before a moment."""
        old = {
            (each.application, each.number)
            for each in self.events()
            if each.step is LetterStep.WRITTEN and each.at < before
        }

        def remove(transaction: Transaction) -> None:
            for application, number in sorted(old):
                transaction.execute(
                    "DELETE FROM affiliates.written_letters WHERE application = %s AND number = %s",
                    as_key(application),
                    number,
                )

        if old:
            self._database.write(remove)

    def link_keys(self) -> list[LinkKey]:
        """The keys that count, the newest last."""
        return _parsed(self._database.read(lambda transaction: read_document(transaction, Document.LINK_KEYS)))

    def renew_link_keys(self, renew: Callable[[list[LinkKey]], list[LinkKey]]) -> list[LinkKey]:
        """Keeps what ``renew`` makes of the keys."""
        made: list[bytes] = []

        def keep(transaction: Transaction) -> list[LinkKey]:
            take_turn(transaction, Part.DOCUMENTS)
            change_once(
                transaction, Document.LINK_KEYS, made, lambda present: to_json(renew(_parsed(present))).encode()
            )
            return _parsed(read_document(transaction, Document.LINK_KEYS))

        return self._database.write(keep)


def letter_name(application: str, number: int) -> str:
    """What a letter for a person to send is called as a file."""
    return f"{application}.{number}.eml"


def keep_event(transaction: Transaction, number: int, event: LetterEvent) -> None:
    """Keeps a step under a number."""
    transaction.execute("INSERT INTO affiliates.letters (number, content) VALUES (%s, %s)", number, to_json(event))


def keep_letter(transaction: Transaction, application: str, number: int, letter: bytes) -> None:
    """Keeps a letter for a person to send, in place of an earlier one."""
    transaction.execute(
        "INSERT INTO affiliates.written_letters (application, number, content) VALUES (%s, %s, %s) "
        "ON CONFLICT (application, number) DO UPDATE SET content = excluded.content",
        as_key(application),
        number,
        compressed(letter),
    )


def forget_letters(transaction: Transaction, applications: Collection[str]) -> None:
    """Removes the letters to the contacts of these applications."""
    transaction.execute(
        "DELETE FROM affiliates.written_letters WHERE application = ANY(%s)", [as_key(each) for each in applications]
    )


def _parsed(content: bytes | None) -> list[LinkKey]:
    return from_json(_KEYS, content.decode()) if content else []
