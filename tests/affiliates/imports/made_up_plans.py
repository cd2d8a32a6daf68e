"""What an import of made-up rows would do."""

from typing import Any

from affiliates.applications.batches import SourceRow
from affiliates.imports.mapping import ListMapping
from affiliates.imports.plan import Outcome, Plan, Surroundings, make_plan
from affiliates.imports.rows import row_keys
from tests.affiliates.imports.made_up_files import delimited, table_of

HEADER = ("Id", "Group", "State", "Site")
ONE = ("a1", "Made-up Lanterns", "Mich.", "lanterns.example")
TWO = ("a2", "Made-up Kites", "PA/NJ", "kites.example")
COLUMNS = {"row_id": ("Id",), "name": ("Group",), "regions": ("State",), "website": ("Site",)}
CONSTANTS = {"scope": "statewide", "status": "active"}


def mapping(**values: Any) -> ListMapping:
    return ListMapping(**{"source": "list", "columns": COLUMNS, "constants": CONSTANTS, **values})


def plan_of(*rows: tuple[str, ...], entries: dict[str, Any] | None = None, known: Any = (), **values: Any) -> Plan:
    waiting = values.pop("waiting", {})
    surroundings = Surroundings(entries or {}, waiting, known, frozenset(values.pop("taken", ())))
    return make_plan(table_of(delimited([HEADER, *rows], "\t")), mapping(**values), surroundings)


def listed(plan: Plan) -> dict[str, Any]:
    return dict(plan.after())


def known(plan: Plan) -> tuple[SourceRow, ...]:
    return tuple(SourceRow(keys=row_keys(e.row), group_id=e.group_id, values=e.row.values) for e in plan.rows)


def outcomes(plan: Plan) -> list[Outcome]:
    return [each.outcome for each in plan.rows]
