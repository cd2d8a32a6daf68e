"""People who want a group where they live; in the file store, the table ``review/people.csv``, replaced as a whole."""

from pathlib import Path

from pydantic import TypeAdapter

from affiliates.storage.contract.people import ChangePeople, Person, PersonLetter
from affiliates.storage.files.directory.content import file_version
from affiliates.storage.files.durable import exclusive_lock
from affiliates.storage.files.tables.csv_table import CsvTable
from affiliates.storage.files.tables.kept_rows import KeptRows

FILE_NAME = "people.csv"
_PERSON = TypeAdapter(Person)
_LETTERS = TypeAdapter(tuple[PersonLetter, ...])
_COLUMNS = tuple(Person.__dataclass_fields__)


class PeopleFile:
    """One table in the private folder, which is made at the first write."""

    def __init__(self, folder: Path, *, timeout: float) -> None:
        """Names the folder; ``timeout`` is how many seconds a writer waits for another one."""
        self._folder = folder
        self._timeout = timeout
        self._table = CsvTable(folder / FILE_NAME, _COLUMNS)
        self._kept = KeptRows(self._table, _person_from_row, lambda each: each.id)

    def version(self) -> str:
        """The version of the file."""
        return file_version(self._table.path)

    def people(self) -> list[Person]:
        """Everybody, in the order in which they were kept."""
        return self._kept.all()

    def update(self, change: ChangePeople) -> None:
        """Keeps what ``change`` makes of all people in their place."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            before = self.people()
            after = list(change(list(before)))
            if after != before:
                self._table.replace(map(_person_to_row, after))


def _person_from_row(row: dict[str, str]) -> Person:
    letters = _LETTERS.validate_json(row["letters"])
    return _PERSON.validate_python(row | {"confirmed_at": row["confirmed_at"] or None, "letters": letters})


def _person_to_row(person: Person) -> dict[str, str]:
    values = _PERSON.dump_python(person, mode="json", exclude={"letters"})
    texts = {name: "" if value is None else str(value) for name, value in values.items()}
    return texts | {"letters": _LETTERS.dump_json(person.letters).decode()}
