"""Rows that are parsed once: what others add, change or erase is seen at the next look."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from affiliates.applications.model import Application
from affiliates.errors import StoreError
from affiliates.storage.files.store import FileStore
from affiliates.storage.files.tables.csv_table import CsvTable
from affiliates.storage.files.tables.kept_rows import KeptRows
from affiliates.storage.files.tables.rows import APPLICATION_COLUMNS, application_to_row
from tests.made_up import application


@pytest.fixture
def parsed() -> list[str]:
    """What was parsed, in its order."""
    return []


@pytest.fixture
def kept(tmp_path: Path, parsed: list[str]) -> KeptRows[str]:
    def parse(row: dict[str, str]) -> str:
        parsed.append(row["one"])
        return row["one"]

    return KeptRows(CsvTable(tmp_path / "table.csv", ("one",)), parse, lambda each: each[:1])


def add(kept: KeptRows[str], *texts: str) -> None:
    """What another process does."""
    CsvTable(kept.path, ("one",)).add(*({"one": text} for text in texts))


def test_file_that_grew_is_read_from_where_it_ended(kept: KeptRows[str], parsed: list[str]) -> None:
    assert kept.all() == []
    add(kept, "a", "b")
    assert kept.all() == kept.all() == ["a", "b"]
    add(kept, "c")

    assert kept.all() == ["a", "b", "c"]
    assert parsed == ["a", "b", "c"]


def test_values_are_found_by_key_and_the_first_one_counts(kept: KeptRows[str]) -> None:
    add(kept, "a1", "b1", "a2")

    assert (kept.first("a"), kept.first("b"), kept.first("c")) == ("a1", "b1", None)


def rewritten(kept: KeptRows[str]) -> Iterator[None]:
    CsvTable(kept.path, ("one",)).replace({"one": text} for text in ("x", "y", "z", "more"))
    yield
    content = kept.path.read_bytes()
    kept.path.write_bytes(content.replace(b'"x"', b'"longer"'))  # in place, as some editors do
    yield
    kept.path.write_bytes(content.replace(b'"y"', b'"w"'))
    yield
    kept.path.unlink()
    yield


def test_file_that_was_rewritten_is_read_as_a_whole(kept: KeptRows[str]) -> None:
    add(kept, "a", "b")
    kept.all()
    steps = rewritten(kept)
    seen = [kept.all() for _ in steps]

    assert seen == [["x", "y", "z", "more"], ["longer", "y", "z", "more"], ["x", "w", "z", "more"], []]


def test_row_that_is_not_whole_yet_is_read_once_it_is(kept: KeptRows[str]) -> None:
    add(kept, "a")
    with kept.path.open("ab") as file:
        file.write(b'"b')
        file.flush()
        assert kept.all() == ["a"]
        file.write(b'"\n')

    assert kept.all() == ["a", "b"]


def test_damage_behind_what_was_read_is_found(kept: KeptRows[str]) -> None:
    add(kept, "a")
    kept.all()
    with kept.path.open("ab") as file:
        file.write(b"\0" * 20)

    with pytest.raises(StoreError, match="zero bytes"):
        kept.all()


def test_caller_cannot_change_what_is_kept(kept: KeptRows[str]) -> None:
    add(kept, "a")
    kept.all().clear()

    assert kept.all() == ["a"]


def test_saving_takes_as_long_with_many_rows_kept_as_with_few(tmp_path: Path) -> None:
    """Each one read and parsed all earlier ones, twice: seconds, once there were many."""

    def seconds(store: FileStore, sent: Application) -> float:
        began = time.process_time()
        store.add(sent)
        return time.process_time() - began

    store = FileStore(tmp_path)
    store.add(application(0))
    table = CsvTable(tmp_path / "review" / "applications.csv", APPLICATION_COLUMNS)
    table.add(*(application_to_row(application(number)) for number in range(1, 5_000)))
    assert store.applications()[-1] == application(4_999)

    assert min(seconds(store, application(number)) for number in range(5_000, 5_005)) < 0.05
    assert store.add(application(5, reference="AM-AGAIN")) == application(5)
