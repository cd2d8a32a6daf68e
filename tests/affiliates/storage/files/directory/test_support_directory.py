"""Where the list of organizations lies: in the data folder, or as it comes with the app until somebody changes it."""

from pathlib import Path

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.storage.files.directory.lists import SUPPORT_FILE_NAME, FileDirectory, FileSupportDirectory
from affiliates.storage.files.store import FileStore
from affiliates.storage.files.tables.csv_table import CsvTable
from affiliates.storage.files.tables.rows import (
    APPLICATION_COLUMNS,
    DECISION_COLUMNS,
    FORMER_APPLICATION_COLUMNS,
    FORMER_DECISION_COLUMNS,
    application_to_row,
    decision_to_row,
)
from affiliates.support.parsing import SupportDirectory
from tests.made_up import application, decision, row, support_row, write_directory, write_support


def test_installation_without_a_list_reads_the_shipped_one_and_writes_its_own(tmp_path: Path) -> None:
    shipped = write_support(tmp_path / "shipped", support_row(1), support_row(2)) / SUPPORT_FILE_NAME
    folder = write_directory(tmp_path / "data", row(1))
    support = FileSupportDirectory(folder, shipped=shipped)
    assert [each.id for each in support.read().organizations] == ["us-oh-made-up-1", "us-oh-made-up-2"]
    before, written = support.version(), shipped.read_bytes()

    change = support.stage_entry("us-oh-made-up-1", support_row(1, phone="1-800-555-0199"))
    assert change
    change.apply()

    assert [each.phone for each in support.read().organizations] == ["1-800-555-0199", "1-800-555-0002"]
    assert support.version() != before
    assert shipped.read_bytes() == written
    assert (folder / SUPPORT_FILE_NAME).exists()


def test_without_any_list_there_is_no_organization(tmp_path: Path) -> None:
    support = FileSupportDirectory(tmp_path, shipped=tmp_path / "none.csv")

    assert support.read() == SupportDirectory()
    assert support.version() == ""


def test_every_version_of_the_list_is_kept_and_disturbs_nobody(tmp_path: Path) -> None:
    folder = write_support(write_directory(tmp_path, row(1)), support_row(1))
    store = FileStore(folder)
    for number, phone in ((1, "1-800-555-0142"), (2, "1-800-555-0199")):
        store.record_decision(
            decision(
                number,
                verdict=Verdict.EDIT,
                application="",
                organization_id="us-oh-made-up-1",
                before=store.support.entry("us-oh-made-up-1"),
                after=support_row(1, phone=phone),
            )
        )

    kept = [path.read_text() for path in sorted((folder / "history").glob("support_organizations-0*.csv"))]
    assert [text.count("1-800-555-0001") for text in kept] == [1, 0, 0]
    assert [text.count("1-800-555-0199") for text in kept] == [0, 0, 1]
    assert FileDirectory(folder).problems() == []
    assert len(FileDirectory(folder).snapshots()) == 1


@pytest.mark.parametrize(
    ("former", "added"),
    [
        (FORMER_APPLICATION_COLUMNS[0], {"entry_kind"}),
        (FORMER_APPLICATION_COLUMNS[1], {"entry_kind", "language", "charter_language"}),
        (FORMER_APPLICATION_COLUMNS[2], {"entry_kind", "organization_id", "language", "charter_language"}),
    ],
)
def test_rows_of_earlier_releases_are_read_and_get_the_new_columns(
    tmp_path: Path, former: tuple[str, ...], added: set[str]
) -> None:
    """Applications were written without allies, before that without the languages, and first without the organization
    they are about."""
    review = tmp_path / "review"
    review.mkdir()
    for name, columns, kept in (
        ("applications.csv", former, application_to_row(application(1))),
        ("decisions.csv", FORMER_DECISION_COLUMNS[0], decision_to_row(decision(1))),
    ):
        CsvTable(review / name, columns).add(kept)
    assert set(APPLICATION_COLUMNS) - set(former) == added
    assert set(DECISION_COLUMNS) - set(FORMER_DECISION_COLUMNS[0]) == {"organization_id"}
    store = FileStore(tmp_path)
    assert (store.applications(), store.decisions()) == ([application(1)], [decision(1)])

    about = application(2, organization_id="us-oh-made-up-1", language="es", charter_language="es")
    store.add(about)
    store.record_decision(decision(2))

    assert store.applications() == FileStore(tmp_path).applications() == [application(1), about]
    assert store.decisions() == FileStore(tmp_path).decisions() == [decision(1), decision(2)]
    assert '"organization_id","language","charter_language","entry_kind"\n' in (review / "applications.csv").read_text()
