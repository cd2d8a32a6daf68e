"""A sheet of texts, and how large one may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zipfile import ZipFile

from affiliates.directory.records import MAX_CELL
from affiliates.errors import SourceUnreadableError

MAX_FILE_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 250_000_000
_MAX_RATIO, _SMALL = 200, 20_000_000
MAX_SHEETS = 100
MAX_ROWS = 200_000
MAX_COLUMNS = 300


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet as texts, row by row from its first one, blank ones too.

    ``formulas`` counts the cells of its file that hold formulas: what a spreadsheet last showed there was read.
    """

    name: str
    rows: Sequence[Sequence[str]]
    formulas: int = 0


def collect_rows(rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """Rows without the empty cells at their end and the blank rows after them.

    Raises ``SourceUnreadableError`` where they are more than a list of groups has.
    """
    kept: list[Sequence[str]] = []
    filled = 0
    for row in rows:
        end = len(row)
        while end and not row[end - 1]:
            end -= 1
        if end > MAX_COLUMNS:
            raise SourceUnreadableError(
                f"Row {len(kept) + 1} has more than {MAX_COLUMNS} columns. Remove some of them."
            )
        if any(len(cell) > MAX_CELL for cell in row[:end]):
            raise SourceUnreadableError(
                f"A cell in row {len(kept) + 1} has more than {MAX_CELL:,} characters. Shorten it."
            )
        kept.append(row[:end] if end else ())
        filled += bool(end)
        if filled > MAX_ROWS:
            raise SourceUnreadableError(f"The list has more than {MAX_ROWS:,} rows. Bring it in in parts.")
    while kept and not kept[-1]:
        kept.pop()
    return kept


def require_harmless(archive: ZipFile) -> None:
    """Raises ``SourceUnreadableError`` for a packed file that would fill the memory, judged before it is unpacked.

    Python never unpacks more of a part than its entry in the list of contents says.
    """
    entries = archive.infolist()
    unpacked, packed = sum(each.file_size for each in entries), sum(each.compress_size for each in entries)
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > _SMALL and unpacked > _MAX_RATIO * max(packed, 1)):
        raise SourceUnreadableError(
            f"Unpacked, this file would have {unpacked // 1_000_000:,} MB, too many for a list of groups. "
            "Save the sheet as CSV and bring that in."
        )
    if any(each.flag_bits & 1 for each in entries):
        raise SourceUnreadableError("The file is protected with a password. Save it without one.")


def require_few_sheets(count: int) -> None:
    """Raises ``SourceUnreadableError`` for a workbook with more sheets than anybody fills by hand."""
    if count > MAX_SHEETS:
        raise SourceUnreadableError(f"The file has {count:,} sheets. Save the one with the list as a file of its own.")
