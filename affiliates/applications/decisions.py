"""Reviewers' decisions: what one holds, and which of them are in effect."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict

from affiliates.directory.schema import ADDED_COLUMNS


class Verdict(StrEnum):
    """What a reviewer decided on an application, or did to a listed group or an organization that helps families."""

    APPROVE = "approve"
    MERGE = "merge"
    ASK = "ask"
    DECLINE = "decline"
    RESOLVE = "resolve"
    MARK_AS_SPAM = "mark_as_spam"
    RELEASE = "release"
    ERASE = "erase"
    UNDO = "undo"
    EDIT = "edit"
    PAUSE = "pause"
    CLOSE = "close"
    REOPEN = "reopen"
    VERIFY = "verify"
    ADD = "add"
    REMOVE = "remove"
    PUBLISH_AGAIN = "publish_again"
    ACCEPT_FILE = "accept_file"
    IMPORT = "import"
    WRITE_AGAIN = "write_again"


def _with_added_columns(entry: dict[str, str]) -> dict[str, str]:
    """Decisions from before a column was added lack it; without it they would be about another entry."""
    return {**dict.fromkeys(ADDED_COLUMNS, ""), **entry}


EntryText = Annotated[dict[str, str], AfterValidator(_with_added_columns)]
"""An entry as text by column, as the store gives it."""


class Decision(BaseModel):
    """One decision of a reviewer, on an application, on a listed entry, or on both.

    The entry is a group, or an organization that helps families. ``before`` and ``after`` are its values as text by
    column, where it changes: None while it is not listed. ``undoes`` is the id of the decision that is taken back.
    What an import changes, and the undo of one, stands in its ``Batch``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision_id: str
    decided_at: AwareDatetime
    reviewer: str
    verdict: Verdict
    application: str = ""
    group_id: str = ""
    note: str = ""
    undoes: str = ""
    before: EntryText | None = None
    after: EntryText | None = None
    organization_id: str = ""

    @property
    def entry_id(self) -> str:
        """The id of the group or organization that it is on, empty where it is on an application alone."""
        return self.organization_id or self.group_id

    @property
    def changes_entry(self) -> bool:
        """Whether it makes, changes or removes an entry."""
        return self.before != self.after

    @property
    def changed_columns(self) -> list[str]:
        """The columns of the entry that it changed, in their order."""
        before, after = self.before or {}, self.after or {}
        return [column for column in {**before, **after} if before.get(column, "") != after.get(column, "")]


def effective_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that nobody took back, in their order, without the undos themselves.

    An undo of an undo puts the first decision back into effect.
    """
    decisions = list(decisions)
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.undoes and decision.decision_id not in undone:
            undone.add(decision.undoes)
    return [each for each in decisions if each.decision_id not in undone and each.verdict is not Verdict.UNDO]


def last_undoable(decisions: Iterable[Decision]) -> Decision | None:
    """The last of some decisions in effect that can be taken back: not letters that a group has asked for again, which
    it ends itself."""
    in_effect = [each for each in effective_decisions(decisions) if each.verdict is not Verdict.WRITE_AGAIN]
    return in_effect[-1] if in_effect else None


def decisions_on(
    decisions: Iterable[Decision], *, application: str = "", group_id: str = "", organization_id: str = ""
) -> list[Decision]:
    """The decisions on an application, on a listed group, or on an organization, in their order."""
    return [
        each
        for each in decisions
        if (application and each.application == application)
        or (group_id and each.group_id == group_id)
        or (organization_id and each.organization_id == organization_id)
    ]


def decisions_beside(decision: Decision, decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions on the same thing as one: its application, or its entry where it is on no application."""
    if decision.application:
        return decisions_on(decisions, application=decision.application)
    return decisions_on(decisions, group_id=decision.group_id, organization_id=decision.organization_id)


def last_decision_id(decisions: list[Decision]) -> str:
    """The id of the last of some decisions, empty where there is none."""
    return decisions[-1].decision_id if decisions else ""
