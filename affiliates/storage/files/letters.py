"""Letters to groups in the file store: ``letters.csv``, ``link_keys.json``, and ``letters/`` for a person to send."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from affiliates.errors import StoreError
from affiliates.storage.contract.letters import LetterEvent, LetterStep, LinkKey
from affiliates.storage.files.directory.content import file_version
from affiliates.storage.files.durable import exclusive_lock, make_folder, read_bytes, remove, replace
from affiliates.storage.files.tables.csv_table import CsvTable
from affiliates.storage.files.tables.kept_rows import KeptRows

_EVENT = TypeAdapter(LetterEvent)
_KEYS = TypeAdapter(list[LinkKey])
_FOLDER_MODE = 0o700


class LetterFiles:
    """The letters of one private folder."""

    def __init__(self, folder: Path, *, timeout: float) -> None:
        """Names the folder; nothing is read or made yet. ``timeout`` is how many seconds a writer waits."""
        self._folder = folder
        self._table = CsvTable(folder / "letters.csv", tuple(LetterEvent.__dataclass_fields__))
        self._events = KeptRows(self._table, _EVENT.validate_python, lambda event: event.question)
        self._keys = folder / "link_keys.json"
        self._written = folder / "letters"
        self._timeout = timeout

    def version(self) -> str:
        """The version of the file."""
        return file_version(self._table.path)

    def events(self) -> list[LetterEvent]:
        """Every step, in the order in which they were kept."""
        return self._events.all()

    def record(self, event: LetterEvent, precondition: Callable[[list[LetterEvent]], None] | None = None) -> None:
        """Keeps a step."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            if precondition:
                precondition(self.events())
            self._table.add(_event_to_row(event))

    def write(self, event: LetterEvent, letter: bytes) -> str:
        """Keeps a letter for a person to send."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            self._keep(self._path(event), letter)
        return str(self._path(event))

    def written(self) -> dict[tuple[str, int], bytes]:
        """The letters for a person to send, by application and number."""
        paths = sorted(self._written.glob("*.eml"))
        return {(path.stem.rpartition(".")[0], int(path.stem.rpartition(".")[2])): read_bytes(path) for path in paths}

    def restore(self, events: Iterable[LetterEvent], written: Mapping[tuple[str, int], bytes]) -> None:
        """Keeps these in a folder that has none."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            if rows := list(map(_event_to_row, events)):
                self._table.replace(rows)
            for (application, number), letter in written.items():
                self._keep(self._written / f"{application}.{number}.eml", letter)

    def remove_written(self, before: datetime) -> None:
        """Removes the letters for a person to send that were written before a moment."""
        old = [each for each in self.events() if each.step is LetterStep.WRITTEN and each.at < before]
        for path in {self._path(each) for each in old}:
            if path.exists():
                remove(path)

    def forget(self, applications: Collection[str]) -> None:
        """Removes the letters to the contacts of these applications. Whoever calls this holds the lock."""
        for path in [each for reference in applications for each in self._written.glob(f"{reference}.*")]:
            remove(path)

    def link_keys(self) -> list[LinkKey]:
        """The keys that count, the newest last."""
        content = read_bytes(self._keys)
        try:
            return _KEYS.validate_json(content) if content else []
        except ValueError:  # its words would hold the keys
            raise StoreError(
                f"{self._keys}: another program has changed or damaged it. Restore the file, or remove it: the links "
                "in letters that are out end with it."
            ) from None

    def renew_link_keys(self, renew: Callable[[list[LinkKey]], list[LinkKey]]) -> list[LinkKey]:
        """Keeps what ``renew`` makes of the keys."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            present = self.link_keys()
            renewed = renew(present)
            if renewed != present:
                replace(self._keys, _KEYS.dump_json(renewed))
        return renewed

    def _keep(self, path: Path, letter: bytes) -> None:
        if not self._written.is_dir():
            make_folder(self._written, mode=_FOLDER_MODE)
        replace(path, letter)

    def _path(self, event: LetterEvent) -> Path:
        return self._written / f"{event.application}.{event.number}.eml"


def _event_to_row(event: LetterEvent) -> dict[str, str]:
    return {name: str(value) for name, value in _EVENT.dump_python(event, mode="json").items()}
