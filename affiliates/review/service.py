"""The reviewers' actions: each asks who does it, refuses what changed in between, and leaves a line in the log."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime
from functools import partial

import pandas as pd

from affiliates.applications.decisions import (
    Decision,
    Verdict,
    decisions_on,
    last_decision_id,
)
from affiliates.applications.model import Application
from affiliates.applications.states import State, application_states
from affiliates.errors import UnknownApplicationError
from affiliates.review.deciding import record
from affiliates.review.desk.lookalikes import Lookalike, lookalikes
from affiliates.review.desk.opening import open_application
from affiliates.review.entries import build_entry, change_verdict, new_entry_id, validate_entry
from affiliates.review.preconditions import require_states
from affiliates.review.retention import erase_applications, new_decision_id
from affiliates.review.sign_in import SignInRegistry
from affiliates.review.views import OpenApplication, OpenEntry, QueuedApplication, history_of
from affiliates.storage.contract.store import Store
from affiliates.storage.group_ids import used_group_ids
from affiliates.storage.support import listed_organizations


class ReviewService:
    """What reviewers may do.

    Every action takes the token of a sign-in and raises ``NotAllowedError`` without a valid one.
    ``expected_decision_id`` is the id of the last decision on the same thing that the reviewer saw: where somebody
    decided since, the action raises ``DecisionConflictError`` and changes nothing. ``TransitionError``: the state of
    the application does not allow it. ``StoreError``: nothing was saved.
    """

    def __init__(
        self, store: Store, sign_ins: SignInRegistry, groups: Callable[[], pd.DataFrame], *, is_active: bool = True
    ) -> None:
        """Works on a store, for those who are signed in; ``groups`` gives the listed groups and allies as they stand
        now, and ``is_active`` says whether the reviewer does something, or only their page."""
        self._store = store
        self._sign_ins = sign_ins
        self._groups = groups
        self._is_active = is_active

    def reviewer(self, token: str | None) -> str:
        """The name of the reviewer who holds a token."""
        return self._sign_ins.reviewer(token, datetime.now(UTC), is_active=self._is_active)

    def queue(self, token: str | None) -> list[QueuedApplication]:
        """Every application with its state, in the order of arrival, private fields included."""
        self.reviewer(token)
        applications = self._store.applications()
        states = application_states(applications, self._store.decisions())
        names = self._group_names()
        return [QueuedApplication(each, states[each.reference], self._entry_name(each, names)) for each in applications]

    def open(self, token: str | None, reference: str, *, target: str | None = None) -> OpenApplication:
        """Everything about one application, private fields included.

        ``target`` is the listed group that the reviewer chose to change, empty for a new one; None for the one that
        the application names, or was published as since. Raises ``UnknownApplicationError``.
        """
        self.reviewer(token)
        applications = self._store.applications()
        application = next((each for each in applications if each.reference == reference), None)
        if application is None:
            raise UnknownApplicationError(reference)
        return open_application(
            application,
            applications,
            self._store,
            self._groups(),
            target=target,
            entry_name=self._entry_name(application, self._group_names()),
        )

    def lookalikes(self, token: str | None, references: Collection[str]) -> dict[str, Lookalike]:
        """What the new groups among some applications look like most, by their reference."""
        self.reviewer(token)
        return lookalikes(references, self._store.applications(), self._store.decisions(), self._groups())

    def open_group(self, token: str | None, group_id: str) -> OpenEntry | None:
        """A listed group's entry as it stands now and what was decided on it; None where it is not listed."""
        self.reviewer(token)
        entry = self._store.directory.entry(group_id)
        if entry is None:
            return None
        decisions = self._store.decisions()
        own = decisions_on(decisions, group_id=group_id)
        return OpenEntry(entry, history_of(own, decisions), last_decision_id(own))

    def publish(
        self,
        token: str | None,
        reference: str,
        proposal: Mapping[str, str],
        *,
        before: Mapping[str, str] | None,
        expected_decision_id: str,
        verified_on: date | None = None,
        note: str = "",
    ) -> Decision:
        """Approves an application and puts the group into the directory.

        ``before`` is the entry of the listed group that is changed, None for a new group, which gets an id that no
        group has or had. ``proposal`` is what the entry is to say; columns that it does not name stay as they are.
        Raises ``InvalidEntryError`` where a value has a mistake.
        """
        self.reviewer(token)
        application = next((each for each in self._store.applications() if each.reference == reference), None)
        if application is None:
            raise UnknownApplicationError(reference)
        group_id = before["id"] if before else self._new_group_id(proposal.get("name", ""))
        merges = before is not None and application.group_id != group_id
        return self._decide(
            token,
            Verdict.MERGE if merges else Verdict.APPROVE,
            expected_decision_id,
            application=reference,
            note=note,
            before=before,
            after=build_entry(proposal, before, group_id=group_id, verified_on=verified_on),
        )

    def ask(self, token: str | None, reference: str, *, expected_decision_id: str, note: str = "") -> Decision:
        """Notes that the applicant was asked for more; the application waits for their answer."""
        return self._decide(token, Verdict.ASK, expected_decision_id, application=reference, note=note)

    def decline(self, token: str | None, reference: str, *, expected_decision_id: str, note: str = "") -> Decision:
        """Declines an application."""
        return self._decide(token, Verdict.DECLINE, expected_decision_id, application=reference, note=note)

    def resolve(self, token: str | None, reference: str, *, expected_decision_id: str, note: str = "") -> Decision:
        """Closes a correction that needs no change of the directory."""
        return self._decide(token, Verdict.RESOLVE, expected_decision_id, application=reference, note=note)

    def mark_as_spam(self, token: str | None, reference: str, *, expected_decision_id: str) -> Decision:
        """Puts an application among the spam."""
        return self._decide(token, Verdict.MARK_AS_SPAM, expected_decision_id, application=reference)

    def release(self, token: str | None, reference: str, *, expected_decision_id: str) -> Decision:
        """Takes an application out of the spam: it waits with the others."""
        return self._decide(token, Verdict.RELEASE, expected_decision_id, application=reference)

    def change(
        self,
        token: str | None,
        values: Mapping[str, str],
        *,
        before: Mapping[str, str],
        expected_decision_id: str,
        note: str = "",
    ) -> Decision:
        """Changes a listed group; the log names it by what changed: the status, the verification, or anything else."""
        verdict = change_verdict(before, values)
        return self._decide(token, verdict, expected_decision_id, note=note, before=before, after=values)

    def undo(self, token: str | None, decision: Decision, *, expected_decision_id: str, note: str = "") -> Decision:
        """Takes back the last decision in effect: the application and the entry are as they were before."""
        return record(
            self._store,
            self.reviewer(token),
            Verdict.UNDO,
            expected_decision_id,
            application=decision.application,
            group_id=decision.group_id,
            organization_id=decision.organization_id,
            note=note,
            undoes=decision.decision_id,
            before=decision.after,
            after=decision.before,
        )

    def erase(self, token: str | None, reference: str, *, note: str = "") -> None:
        """Erases what an applicant sent; the log keeps that it happened."""
        erase_applications(self._store, [reference], reviewer=self.reviewer(token), note=note)

    def erase_spam(self, token: str | None, references: Collection[str]) -> int:
        """Erases those of some applications, which the reviewer saw, that are still spam; returns how many."""
        reviewer = self.reviewer(token)
        states = application_states(self._store.applications(), self._store.decisions())
        spam = [reference for reference in states if states[reference] is State.SPAM and reference in references]
        erase_applications(self._store, spam, reviewer=reviewer, note="all spam", states={State.SPAM})
        return len(spam)

    def release_held(self, token: str | None, references: Collection[str]) -> int:
        """Puts those of some applications that the reviewer saw, still held, with the others; returns how many."""
        return self._decide_on_held(token, Verdict.RELEASE, references)

    def mark_held_as_spam(self, token: str | None, references: Collection[str]) -> int:
        """Puts those of some applications that the reviewer saw, still held, in the spam; returns how many."""
        return self._decide_on_held(token, Verdict.MARK_AS_SPAM, references)

    def _decide_on_held(self, token: str | None, verdict: Verdict, references: Collection[str]) -> int:
        reviewer = self.reviewer(token)
        states = application_states(self._store.applications(), self._store.decisions())
        held = [reference for reference in states if states[reference] is State.HELD and reference in references]
        decisions = [
            Decision(
                decision_id=new_decision_id(),
                decided_at=datetime.now(UTC),
                reviewer=reviewer,
                verdict=verdict,
                application=reference,
            )
            for reference in held
        ]
        self._store.record_decisions(decisions, partial(require_states, {State.HELD}, held))
        return len(held)

    def _decide(
        self,
        token: str | None,
        verdict: Verdict,
        expected_decision_id: str,
        *,
        before: Mapping[str, str] | None = None,
        after: Mapping[str, str] | None = None,
        **values: str,
    ) -> Decision:
        reviewer = self.reviewer(token)
        if after is not None:
            after = validate_entry(after, before)
        group_id = (before or after or {}).get("id", "")
        return record(
            self._store,
            reviewer,
            verdict,
            expected_decision_id,
            group_id=group_id,
            before=before,
            after=after,
            **values,
        )

    def _group_names(self) -> dict[str, str]:
        groups = self._groups()
        return dict(zip(groups["id"], groups["name"], strict=True))

    def _entry_name(self, application: Application, group_names: Mapping[str, str]) -> str:
        """What the group or organization is called that an application is about; its id where it is not listed."""
        if not application.organization_id:
            return group_names.get(application.group_id, application.group_id)
        listed = listed_organizations(self._store)
        return next(
            (each.name for each in listed if each.id == application.organization_id), application.organization_id
        )

    def _new_group_id(self, name: str) -> str:
        """An id that no group has or had, rows that cannot be shown included."""
        taken = used_group_ids(self._store)
        while self._store.directory.entry(group_id := new_entry_id(name, taken)):
            taken.add(group_id)
        return group_id
