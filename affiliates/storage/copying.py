"""Copies everything from one place to another one, and compares two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path

from affiliates.errors import StoreError
from affiliates.storage.contract.contents import Contents
from affiliates.storage.entries.versions import ListVersion
from affiliates.storage.files.contents import is_empty_folder, read_folder, write_folder
from affiliates.storage.settings import open_database

_NAMES = {
    "directory": "versions of the directory",
    "support": "versions of the list of organizations",
    "known_gaps": "list of known gaps",
    "applications": "applications",
    "overflow": "applications in the overflow",
    "decisions": "decisions",
    "batches": "imports, and undone ones",
    "announced": "note on what was announced",
    "passphrase_hashes": "reviewers with a passphrase",
    "attempts": "attempts to sign in",
    "sign_ins": "sign-ins",
    "known_browsers": "known browsers",
    "drafts": "lists that are being brought in",
    "link_periods": "findings at links",
    "letter_events": "steps of letters",
    "written_letters": "letters for a person to send",
    "link_keys": "keys of links in letters",
    "people": "people who want a group",
}


@dataclass(frozen=True)
class Comparison:
    """What was compared: its name, how many there are in each of two places, and whether they are the same, in the
    same order."""

    name: str
    counts: tuple[int, int]
    is_same: bool


def copy_store(source: Path | str, target: Path | str) -> None:
    """Copies everything into a place that has nothing in it.

    Raises ``StoreError`` where there is something in it, or where the copy could not be made; ``SettingError``.
    """
    contents = _read(source)
    if isinstance(target, Path):
        if not is_empty_folder(target):
            raise StoreError(f"{target}: there is something in it. Name a folder that is empty, or not there yet.")
        write_folder(target, contents)
    elif not _write_database(target, contents):
        raise StoreError(f"{open_database(target).name}: there is something in it. Name an empty database.")


def compare_stores(one: Path | str, other: Path | str) -> Iterator[Comparison]:
    """What is in one place beside what is in another one, part by part. Raises ``StoreError``, ``SettingError``."""
    first, second = _read(one), _read(other)
    for field in fields(Contents):
        values = getattr(first, field.name), getattr(second, field.name)
        is_same = values[0] == values[1]
        if field.name in {"directory", "support"}:
            is_same = is_same and all(map(_is_whole, [*values[0], *values[1]]))
        yield Comparison(_NAMES[field.name], (_count(values[0]), _count(values[1])), is_same)


def _read(place: Path | str) -> Contents:
    if isinstance(place, Path):
        return read_folder(place)
    from affiliates.storage.postgres.contents import read_database

    return read_database(open_database(place))


def _write_database(address: str, contents: Contents) -> bool:
    from affiliates.storage.postgres.contents import write_database

    return write_database(open_database(address), contents)


def _is_whole(version: ListVersion) -> bool:
    return sha256(version.read()).hexdigest() == version.sha256


def _count(value: object) -> int:
    if isinstance(value, Sequence | dict) and not isinstance(value, bytes):
        return len(value)
    return int(value is not None)
