"""What the columns of a list hold, as whoever brings it in says column by column."""

from collections.abc import Mapping, Sequence

from affiliates.imports.mapping import ListMapping
from affiliates.imports.reading.table import Table, TableRow

# What tells a reader nothing about a list beyond the first rows of it.
SAMPLE_SIZE, _EXAMPLES = 10, 3


def target_of(mapping: ListMapping, column: str) -> str:
    """What a column of the list holds, empty where it is not used."""
    return next((target for target, columns in mapping.columns.items() if column in columns), "")


def with_columns(mapping: ListMapping, targets: Mapping[str, str], constants: Mapping[str, str]) -> ListMapping:
    """A mapping in which each column of the list holds what ``targets`` says, in their order, empty for not used.

    ``constants`` is what holds for every row where no column says it; empty values are left out.
    """
    columns: dict[str, tuple[str, ...]] = {}
    for column, target in targets.items():
        if target:
            columns[target] = (*columns.get(target, ()), column)
    said = {target: value for target, value in constants.items() if value and target not in columns}
    return mapping.model_copy(update={"columns": columns, "constants": said})


def sample_rows(table: Table, count: int = SAMPLE_SIZE) -> Sequence[TableRow]:
    """Some rows from all over a list, in their order."""
    rows = table.rows
    return rows if len(rows) <= count else [rows[place * len(rows) // count] for place in range(count)]


def examples(table: Table, column: str) -> list[str]:
    """The first different texts of a column."""
    texts = (row.cells[column] for row in table.rows[:500] if column in row.cells)
    return list(dict.fromkeys(texts))[:_EXAMPLES]
