"""What was found at public links; in the file store, the table ``review/links.csv``, replaced as a whole."""

from datetime import datetime
from pathlib import Path

from affiliates.storage.contract.links import ChangePeriods, LinkFinding, LinkPeriod
from affiliates.storage.files.directory.content import file_version
from affiliates.storage.files.durable import exclusive_lock
from affiliates.storage.files.tables.csv_table import CsvTable
from affiliates.storage.files.tables.kept_rows import KeptRows

FILE_NAME = "links.csv"
_COLUMNS = ("address", "finding", "first_at", "last_at", "moved_to", "reviewer")


class LinkFile:
    """One table in the private folder, which is made at the first write."""

    def __init__(self, folder: Path, *, timeout: float) -> None:
        """Names the folder; ``timeout`` is how many seconds a writer waits for another one."""
        self._folder = folder
        self._timeout = timeout
        self._table = CsvTable(folder / FILE_NAME, _COLUMNS)
        self._kept = KeptRows(self._table, _period_from_row, lambda each: each.address)

    def version(self) -> str:
        """The version of the file."""
        return file_version(self._table.path)

    def periods(self) -> list[LinkPeriod]:
        """Everything that was found, in the order in which it was kept."""
        return self._kept.all()

    def update(self, change: ChangePeriods) -> None:
        """Keeps what ``change`` makes of all periods in their place."""
        with exclusive_lock(self._folder, timeout=self._timeout):
            self._table.replace(map(_period_to_row, change(self.periods())))


def _period_from_row(row: dict[str, str]) -> LinkPeriod:
    return LinkPeriod(
        row["address"],
        LinkFinding(row["finding"]),
        datetime.fromisoformat(row["first_at"]),
        datetime.fromisoformat(row["last_at"]),
        row["moved_to"],
        row["reviewer"],
    )


def _period_to_row(period: LinkPeriod) -> dict[str, str]:
    return {
        "address": period.address,
        "finding": period.finding,
        "first_at": period.first_at.isoformat(),
        "last_at": period.last_at.isoformat(),
        "moved_to": period.moved_to,
        "reviewer": period.reviewer,
    }
