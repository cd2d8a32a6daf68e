"""Reviewers' decisions: what one holds, and which of them are in effect."""

from collections.abc import Iterable
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from affiliates.directory.schema import COLUMNS


class Verdict(StrEnum):
    """What a reviewer decided on an application, or did to a listed group."""

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


class Decision(BaseModel):
    """One decision of a reviewer, on an application, on a listed group, or on both.

    ``before`` and ``after`` are the group's values as text by column, where the directory changes: None before it was
    listed, None after an undo removed it. ``undoes`` is the id of the decision that is taken back.
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
    before: dict[str, str] | None = None
    after: dict[str, str] | None = None

    @property
    def changes_directory(self) -> bool:
        """Whether it makes, changes or removes an entry of the directory."""
        return self.before != self.after

    @property
    def changed_columns(self) -> list[str]:
        """The columns of the directory that it changed, in their order."""
        before, after = self.before or {}, self.after or {}
        return [column for column in COLUMNS if before.get(column, "") != after.get(column, "")]


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


def decisions_on(decisions: Iterable[Decision], *, application: str = "", group_id: str = "") -> list[Decision]:
    """The decisions on an application or on a listed group, in their order."""
    return [
        each
        for each in decisions
        if (application and each.application == application) or (group_id and each.group_id == group_id)
    ]


def decisions_beside(decision: Decision, decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions on the same thing as one: its application, or its group where it is on no application."""
    if decision.application:
        return decisions_on(decisions, application=decision.application)
    return decisions_on(decisions, group_id=decision.group_id)


def last_decision_id(decisions: list[Decision]) -> str:
    """The id of the last of some decisions, empty where there is none."""
    return decisions[-1].decision_id if decisions else ""
