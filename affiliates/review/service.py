"""The reviewers' actions: each asks who does it, says what came in between, and leaves a line in the log."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial

from affiliates.applications.model import Application, Decision, State, Verdict, application_states, last_decision_id
from affiliates.applications.validation import clean_text, complete_links
from affiliates.directory.queries import normalize_for_search
from affiliates.directory.schema import COLUMNS, LINK_COLUMNS, Group, Status, find_mistakes, group_as_text
from affiliates.errors import AffiliatesError, DecidedMeanwhileError
from affiliates.review.sign_in import SignIns
from affiliates.storage.contract import Precondition, Store

# What is erased after a while.
PRUNED_STATES = {State.DECLINED, State.HELD}
_STATUS_VERDICTS = {
    Status.ACTIVE: Verdict.REOPEN,
    Status.PAUSED: Verdict.PAUSE,
    Status.INACTIVE: Verdict.CLOSE,
}


class InvalidGroupError(AffiliatesError):
    """The values of a group have mistakes in them: ``mistakes`` by column, in the words "this value ..."."""

    def __init__(self, mistakes: Mapping[str, str]) -> None:
        """Names every mistake at once."""
        super().__init__("; ".join(f"{column} {told}" for column, told in mistakes.items()))
        self.mistakes = dict(mistakes)


class ReviewService:
    """What reviewers may do. Every action takes the token of a sign-in and raises ``NotAllowedError`` without a valid
    one; ``expected_decision_id`` is the id of the last decision on the same thing that the reviewer saw, and where
    somebody decided since, the action raises ``DecidedMeanwhileError`` and changes nothing. ``StoreError``: nothing was
    kept.
    """

    def __init__(self, store: Store, sign_ins: SignIns) -> None:
        """Works on a store, for those who are signed in."""
        self._store = store
        self._sign_ins = sign_ins

    def reviewer(self, token: str | None) -> str:
        """The name of the reviewer who holds a token."""
        return self._sign_ins.reviewer(token, datetime.now(UTC))

    def rows(self, token: str | None) -> tuple[list[Application], list[Decision]]:
        """Every application and every decision, private fields included."""
        self.reviewer(token)
        return self._store.applications(), self._store.decisions()

    def listed(self, token: str | None, group_id: str) -> dict[str, str] | None:
        """The values of a listed group as they stand in the directory now."""
        self.reviewer(token)
        return self._store.listed(group_id)

    def publish(
        self,
        token: str | None,
        reference: str,
        values: Mapping[str, str],
        *,
        before: Mapping[str, str] | None,
        expected_decision_id: str,
        note: str = "",
        merge: bool = False,
    ) -> Decision:
        """Approves an application and puts the group into the directory as ``values`` say.

        ``before`` are the values of the listed group that is changed, None for a group that is new; ``merge`` says
        that the reviewer chose the listed group. Raises ``InvalidGroupError`` where a value is wrong.
        """
        verdict = Verdict.MERGE if merge else Verdict.APPROVE
        return self._decide(
            token, verdict, expected_decision_id, application=reference, note=note, before=before, after=values
        )

    def rule(
        self, token: str | None, verdict: Verdict, reference: str, *, expected_decision_id: str, note: str = ""
    ) -> Decision:
        """Decides on an application without a change of the directory: ask for more, decline, hold, release, or done
        with a correction that needs none."""
        return self._decide(token, verdict, expected_decision_id, application=reference, note=note)

    def change(
        self,
        token: str | None,
        values: Mapping[str, str],
        *,
        before: Mapping[str, str],
        expected_decision_id: str,
        note: str = "",
    ) -> Decision:
        """Changes a listed group; the log calls it by what changed: the status, the verification, or anything else."""
        return self._decide(
            token, _verdict(before, values), expected_decision_id, note=note, before=before, after=values
        )

    def undo(self, token: str | None, decision: Decision, *, expected_decision_id: str, note: str = "") -> Decision:
        """Takes a decision back: the application waits again, and the directory is as it was before."""
        return self._decide(
            token,
            Verdict.UNDO,
            expected_decision_id,
            application=decision.application,
            group_id=decision.group_id,
            note=note,
            undoes=decision.decision_id,
            before=decision.after,
            after=decision.before,
        )

    def erase_junk(self, token: str | None, expected_decision_id: Collection[str]) -> int:
        """Erases those of the applications that the reviewer saw which are still held as junk; returns how many."""
        reviewer = self.reviewer(token)
        held = [
            each
            for each, state in application_states(*self.rows(token)).items()
            if state is State.HELD and each in expected_decision_id
        ]
        erase_applications(self._store, held, reviewer=reviewer, note="all junk", still={State.HELD})
        return len(held)

    def erase(self, token: str | None, reference: str, *, note: str = "") -> None:
        """Erases what an applicant sent; the log keeps that it happened."""
        erase_applications(self._store, [reference], reviewer=self.reviewer(token), note=note)

    def _decide(
        self,
        token: str | None,
        verdict: Verdict,
        expected_decision_id: str,
        *,
        application: str = "",
        group_id: str = "",
        note: str = "",
        undoes: str = "",
        before: Mapping[str, str] | None = None,
        after: Mapping[str, str] | None = None,
    ) -> Decision:
        reviewer = self.reviewer(token)
        group_id = group_id or (before or after or {}).get("id", "")
        if after is not None and verdict is not Verdict.UNDO:
            after = _checked(after, dict(before) if before else None)
        decision = Decision(
            decision_id=new_decision_id(),
            decided_at=datetime.now(UTC),
            reviewer=reviewer,
            verdict=verdict,
            application=application,
            group_id=group_id,
            note=note.strip(),
            undoes=undoes,
            before=dict(before) if before else None,
            after=dict(after) if after else None,
        )
        self._store.record_decision(decision, partial(_refuse_if_decided, decision, expected_decision_id))
        return decision


def erase_applications(
    store: Store, references: Sequence[str], *, reviewer: str, note: str = "", still: Collection[State] = tuple(State)
) -> None:
    """Erases the contents of applications, in the name of whoever runs the command or is signed in.

    Raises ``DecidedMeanwhileError``, and erases none, where one is not in a state of ``still`` any more.
    """
    decisions = [
        Decision(
            decision_id=new_decision_id(),
            decided_at=datetime.now(UTC),
            reviewer=reviewer,
            verdict=Verdict.ERASE,
            application=reference,
            note=note.strip(),
        )
        for reference in references
    ]
    store.erase(decisions, partial(_refuse_if_not, still, references))


def applications_to_prune(applications: list[Application], decisions: list[Decision], before: datetime) -> list[str]:
    """References of the applications that were declined, or held as junk by a reviewer or when they came, before a
    moment and still hold their contents."""
    decided_at = {
        each.application: each.decided_at for each in decisions if each.verdict in {Verdict.DECLINE, Verdict.HOLD}
    }
    since = {each.reference: decided_at.get(each.reference, each.sent_at) for each in applications}
    return [
        reference
        for reference, state in application_states(applications, decisions).items()
        if state in PRUNED_STATES and since[reference] < before
    ]


def new_decision_id() -> str:
    """An id that nobody had before."""
    return secrets.token_hex(16)


def new_group_id(name: str, taken: Iterable[str]) -> str:
    """A readable id for a new group that no group has or ever had."""
    words = "".join(
        letter if letter.isascii() and letter.isalnum() else " " for letter in normalize_for_search(name)
    ).split()
    short = "-".join(words)[:50].strip("-") or "group"
    used = set(taken)
    return next(each for each in _numbered(short) if each not in used)


def build_entry(
    proposal: Mapping[str, str], before: Mapping[str, str] | None, *, group_id: str, verified_on: date | None
) -> dict[str, str]:
    """A proposal as a row of the directory: over what the listed group says, or as a new active affiliate of today."""
    new = {"id": group_id, "status": Status.ACTIVE, "affiliate_since": str(datetime.now(UTC).date())}
    verified = {"last_verified_on": str(verified_on)} if verified_on else {}
    return {**(before or new), **proposal, **verified}


def _numbered(short: str) -> Iterable[str]:
    yield short
    number = 2
    while True:
        yield f"{short}-{number}"
        number += 1


def _checked(values: Mapping[str, str], before: dict[str, str] | None) -> dict[str, str]:
    """The values as they will stand in the file, with links completed where they are new."""
    cleaned = {column: clean_text(column, values.get(column, "")) for column in COLUMNS}
    changed = {column: cleaned[column] for column in LINK_COLUMNS if cleaned[column] != (before or {}).get(column)}
    wrong = complete_links(changed)
    cleaned |= changed
    wrong |= {column: str(mistake) for column, mistake in find_mistakes(cleaned).items() if column not in wrong}
    if before and cleaned["id"] != before["id"]:
        wrong["id"] = "stays as it is: an id is never changed"
    if wrong:
        raise InvalidGroupError(wrong)
    return group_as_text(Group.model_validate(cleaned))


def _verdict(before: Mapping[str, str], after: Mapping[str, str]) -> Verdict:
    changed = {column for column in after if after[column] != before.get(column, "")}
    if changed == {"last_verified_on"}:
        return Verdict.VERIFY
    return _STATUS_VERDICTS[Status(after["status"])] if changed == {"status"} else Verdict.EDIT


def _refuse_if_decided(
    decision: Decision, expected_decision_id: str, applications: list[Application], decisions: list[Decision]
) -> None:
    if decision.application:
        _exist([decision.application])(applications, decisions)
        now = last_decision_id(decisions, application=decision.application)
    else:
        now = last_decision_id(decisions, group_id=decision.group_id)
    if now != expected_decision_id:
        first = next(each for each in decisions if each.decision_id == now)
        raise DecidedMeanwhileError(
            f"{first.reviewer} was faster: {first.verdict} at {first.decided_at:%H:%M} UTC on {first.decided_at:%B} "
            f"{first.decided_at.day}. Nothing of yours was kept."
        )
    taken = {each.group_id for each in decisions}
    if decision.after and not decision.before and not decision.undoes and decision.group_id in taken:
        raise DecidedMeanwhileError("Another group has taken this id since. Please try again.")


def _refuse_if_not(
    still: Collection[State], references: Sequence[str], applications: list[Application], decisions: list[Decision]
) -> None:
    _exist(references)(applications, decisions)
    state = application_states(applications, decisions)
    if any(state[each] not in still for each in references):
        raise DecidedMeanwhileError("Somebody decided on one of them meanwhile: nothing is erased. Please try again.")


def _exist(references: Iterable[str]) -> Precondition:
    def check(applications: list[Application], decisions: list[Decision]) -> None:
        kept = {each.reference for each in applications}
        for missing in (each for each in references if each not in kept):
            raise AffiliatesError(f"There is no application {missing}.")

    return check
