"""Applications and decisions: what one of each holds, and the state that follows from them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from affiliates.content import charter
from affiliates.directory.schema import COLUMNS

# What an applicant proposes for the directory; the rest of a group's columns is ours to fill in.
PROPOSED_COLUMNS = tuple(
    column for column in COLUMNS if column not in {"id", "status", "affiliate_since", "last_verified_on"}
)
# Never shown outside the reviewers' page, never written anywhere but into the applications file.
PRIVATE_FIELDS = ("contact_name", "contact_email", "contact_phone")
# The sentences an applicant agrees to one by one, by the column that keeps the answer.
ATTESTATIONS = {
    **{f"belief_{number}": sentence for number, sentence in enumerate(charter.CORE_BELIEFS, start=1)},
    **{f"obligation_{number}": sentence for number, sentence in enumerate(charter.OBLIGATIONS, start=1)},
}
YES = "yes"


class Kind(StrEnum):
    """What an application asks for."""

    NEW = "new"
    UPDATE = "update"
    CORRECTION = "correction"


class CorrectionReason(StrEnum):
    """What a visitor says is wrong with a listed group."""

    CLOSED = "closed"
    DEAD_LINK = "link is dead"
    WRONG_STATE = "wrong state"
    SOMETHING_ELSE = "something else"


class State(StrEnum):
    """Where an application stands; it follows from the application and the decisions on it."""

    WAITING = "waiting"
    MORE = "more information needed"
    APPROVED = "approved"
    DECLINED = "declined"
    HELD = "held as junk"
    ERASED = "erased"


class Verdict(StrEnum):
    """What a reviewer decided on an application, or did to a listed group."""

    APPROVE = "approved"
    MERGE = "merged"
    ASK = "asked for more"
    DECLINE = "declined"
    HOLD = "held as junk"
    RELEASE = "not junk"
    UNDO = "undone"
    ERASE = "erased"
    EDIT = "edited"
    PAUSE = "paused"
    CLOSE = "marked inactive"
    REOPEN = "made active again"
    VERIFY = "verified"


_LEADS_TO = {
    Verdict.APPROVE: State.APPROVED,
    Verdict.MERGE: State.APPROVED,
    Verdict.ASK: State.MORE,
    Verdict.DECLINE: State.DECLINED,
    Verdict.HOLD: State.HELD,
    Verdict.RELEASE: State.WAITING,
    Verdict.ERASE: State.ERASED,
}


class Application(BaseModel):
    """One application as it was sent. Text is empty where nothing was given.

    ``proposal`` holds the columns of ``PROPOSED_COLUMNS`` as text, as they would stand in the directory's file;
    ``agreed`` the keys of ``ATTESTATIONS`` that were agreed to, in the wording of ``charter_version``, at ``sent_at``
    (UTC). ``form_id`` is the same for everything sent from one form, so that a form counts once. ``group_id`` is the
    listed group, ``follows`` the reference of the earlier application, that it is about; ``whole_entry`` says that it
    was made from all that the listed group says, so that what is empty is meant to go. ``spam_reason`` says why it
    looked like junk. ``problem`` and ``message`` belong to a correction.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reference: str
    form_id: str
    sent_at: AwareDatetime
    kind: Kind
    spam_reason: str = ""
    group_id: str = ""
    follows: str = ""
    whole_entry: bool = False
    proposal: dict[str, str] = {}
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    agreed: tuple[str, ...] = ()
    charter_version: str = ""
    consent_to_publish: bool = False
    problem: str = ""
    message: str = ""

    def without_personal_data(self) -> "Application":
        """What is left of it once it is erased: that there was one, when, and of which kind."""
        kept = {"reference", "form_id", "sent_at", "kind"}
        return Application(**{name: getattr(self, name) for name in kept})


class Decision(BaseModel):
    """One decision of a reviewer, on an application, on a listed group, or on both.

    ``before`` and ``after`` are the group's values as text by column, where the directory changes: None before it was
    listed, None after it was taken out by an undo. ``undoes`` is the id of the decision that is taken back.
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
        """Whether it makes, changes or takes out a row of the directory."""
        return self.before != self.after


def application_states(applications: Iterable[Application], decisions: Iterable[Decision]) -> dict[str, State]:
    """The state of each application by its reference, in the order of ``applications``."""
    by_reference: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_reference.setdefault(decision.application, []).append(decision)
    return {each.reference: _state(each, by_reference.get(each.reference, [])) for each in applications}


def effective_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that nobody took back, in their order; an undo itself is none of them.

    An undo of an undo puts the first decision back.
    """
    decisions = list(decisions)
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.undoes and decision.decision_id not in undone:
            undone.add(decision.undoes)
    return [each for each in decisions if each.decision_id not in undone and each.verdict is not Verdict.UNDO]


def last_decision_id(decisions: Iterable[Decision], *, application: str = "", group_id: str = "") -> str:
    """The id of the last decision on an application or on a listed group, empty where there is none."""
    return next(
        (
            each.decision_id
            for each in reversed(list(decisions))
            if (application and each.application == application) or (group_id and each.group_id == group_id)
        ),
        "",
    )


def changed_columns(decision: Decision) -> list[str]:
    """The columns of the directory that a decision changed, in their order."""
    before, after = decision.before or {}, decision.after or {}
    return [column for column in COLUMNS if before.get(column, "") != after.get(column, "")]


def extract_proposal(values: Mapping[str, str]) -> dict[str, str]:
    """The part of a group's values that an applicant may propose."""
    return {column: values.get(column, "") for column in PROPOSED_COLUMNS}


def _state(application: Application, decisions: list[Decision]) -> State:
    if any(each.verdict is Verdict.ERASE for each in decisions):
        return State.ERASED
    leading = [_LEADS_TO[each.verdict] for each in effective_decisions(decisions) if each.verdict in _LEADS_TO]
    return leading[-1] if leading else State.HELD if application.spam_reason else State.WAITING
