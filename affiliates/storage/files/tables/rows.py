"""Applications and decisions as rows of a CSV file, also in the form in which the first version wrote them."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import ATTESTATIONS, PROPOSED_COLUMNS, YES, Application, CorrectionReason, SpamReason
from affiliates.storage.files.tables.csv_table import CsvTable

_FIRST = ("reference", "form_id", "sent_at", "kind", "spam_reason", "group_id", "follows", "whole_entry")
_LAST = (
    *("contact_name", "contact_email", "contact_phone", *ATTESTATIONS, "charter_version"),
    *("consent_to_publish", "problem", "message"),
)
# What stands at the end was added after the first versions had written files without it.
_ADDED = ("organization_id",)
_ADDED_WITH_LANGUAGES = ("language", "charter_language")
# Where a proposal's column does not stand under its own name: an application has a kind itself.
_ADDED_WITH_ALLIES = {"kind": "entry_kind"}
_FIRST_PROPOSED = tuple(column for column in PROPOSED_COLUMNS if column not in _ADDED_WITH_ALLIES)
_FIRST_APPLICATION_COLUMNS = (*_FIRST, *_FIRST_PROPOSED, *_LAST)
_APPLICATION_COLUMNS_WITHOUT_ALLIES = (*_FIRST_APPLICATION_COLUMNS, *_ADDED, *_ADDED_WITH_LANGUAGES)
APPLICATION_COLUMNS = (*_APPLICATION_COLUMNS_WITHOUT_ALLIES, *_ADDED_WITH_ALLIES.values())
DECISION_COLUMNS = tuple(Decision.model_fields)
# Version 0.1 named a column differently, and wrote sentences where codes stand now.
FORMER_APPLICATION_COLUMNS = (
    _APPLICATION_COLUMNS_WITHOUT_ALLIES,
    (*_FIRST_APPLICATION_COLUMNS, *_ADDED),
    _FIRST_APPLICATION_COLUMNS,
    tuple("held_for" if column == "spam_reason" else column for column in _FIRST_APPLICATION_COLUMNS),
)
FORMER_DECISION_COLUMNS = (tuple(column for column in DECISION_COLUMNS if column not in _ADDED),)
_FORMER_SPAM_REASONS = (
    (re.compile("a field was filled in that people do not see"), SpamReason.HONEYPOT),
    (re.compile(r"sent [\d.]+ seconds after the form was opened"), SpamReason.TOO_FAST),
    (re.compile(r"the same browser sent \d+ others within the hour before"), SpamReason.MANY_FROM_ONE_BROWSER),
    (re.compile(r"\d+ others came within the hour before"), SpamReason.MANY_AT_ONCE),
)
_FORMER_CORRECTION_REASONS = {
    "link is dead": CorrectionReason.DEAD_LINK,
    "wrong state": CorrectionReason.WRONG_REGION,
    "something else": CorrectionReason.OTHER,
}
_FORMER_VERDICTS = {
    "approved": Verdict.APPROVE,
    "merged": Verdict.MERGE,
    "asked for more": Verdict.ASK,
    "declined": Verdict.DECLINE,
    "held as junk": Verdict.MARK_AS_SPAM,
    "not junk": Verdict.RELEASE,
    "undone": Verdict.UNDO,
    "erased": Verdict.ERASE,
    "edited": Verdict.EDIT,
    "paused": Verdict.PAUSE,
    "marked inactive": Verdict.CLOSE,
    "made active again": Verdict.REOPEN,
    "verified": Verdict.VERIFY,
}
_TICKS = ("whole_entry", "consent_to_publish")
_ENTRIES = ("before", "after")


def application_table(path: Path) -> CsvTable:
    """A table of applications, in whichever version's form."""
    return CsvTable(path, APPLICATION_COLUMNS, former=FORMER_APPLICATION_COLUMNS)


def decision_table(path: Path) -> CsvTable:
    """The table of decisions, in whichever version's form."""
    return CsvTable(path, DECISION_COLUMNS, former=FORMER_DECISION_COLUMNS)


def application_to_row(application: Application) -> dict[str, str]:
    """An application as texts by column of ``APPLICATION_COLUMNS``."""
    values = application.model_dump(mode="json", exclude={"proposal", "agreed", *_TICKS})
    return (
        {_ADDED_WITH_ALLIES.get(column, column): application.proposal.get(column, "") for column in PROPOSED_COLUMNS}
        | {key: YES if key in application.agreed else "" for key in ATTESTATIONS}
        | {name: YES if getattr(application, name) else "" for name in _TICKS}
        | {name: "" if value is None else value for name, value in values.items()}
    )


def application_from_row(row: dict[str, str]) -> Application:
    """The application in a row. Raises ``ValueError`` where a value is not one that we wrote."""
    values = {name: row[name] for name in Application.model_fields if name in row and name not in _TICKS}
    proposal = {column: row[_ADDED_WITH_ALLIES.get(column, column)] for column in PROPOSED_COLUMNS}
    return Application.model_validate(
        values
        | {
            "spam_reason": _spam_reason(row["spam_reason"]),
            "problem": _FORMER_CORRECTION_REASONS.get(row["problem"], row["problem"]) or None,
            "proposal": proposal if any(proposal.values()) else {},
            "agreed": tuple(key for key in ATTESTATIONS if row[key] == YES),
            **{name: row[name] == YES for name in _TICKS},
        }
    )


def decision_to_row(decision: Decision) -> dict[str, str]:
    """A decision as texts by column of ``DECISION_COLUMNS``; entries as JSON."""
    values = decision.model_dump(mode="json")
    entries = {side: json.dumps(values[side], ensure_ascii=False) if values[side] else "" for side in _ENTRIES}
    return values | entries


def decision_from_row(row: dict[str, str]) -> Decision:
    """The decision in a row. Raises ``ValueError`` where a value is not one that we wrote."""
    entries = {side: json.loads(row[side]) if row[side] else None for side in _ENTRIES}
    return Decision.model_validate(present_decision_values(row) | entries)


def present_decision_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a decision with the present code for its verdict, whichever version wrote them."""
    return dict(values) | {"verdict": _FORMER_VERDICTS.get(values["verdict"], values["verdict"])}


def _spam_reason(text: str) -> str | None:
    former = (reason for sentence, reason in _FORMER_SPAM_REASONS if sentence.fullmatch(text))
    return next(former, text) or None
