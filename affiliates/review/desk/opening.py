"""One application as the desk opens it: which group it would change, what that would say, and who it looks like."""

from collections.abc import Mapping

import pandas as pd

from affiliates.applications.decisions import Decision, decisions_on, last_decision_id
from affiliates.applications.duplicates import DuplicateCandidate
from affiliates.applications.follow_ups import published_group
from affiliates.applications.model import Application, Kind, extract_proposal
from affiliates.applications.states import OPEN_STATES, State, allowed_verdicts, application_state
from affiliates.applications.submission import listed_duplicates, pending_duplicates
from affiliates.directory.links import is_same_address
from affiliates.directory.schema import LINK_COLUMNS
from affiliates.review.views import OpenApplication, PendingDuplicate, history_of
from affiliates.storage.contract.store import Store


def open_application(
    application: Application,
    applications: list[Application],
    store: Store,
    groups: pd.DataFrame,
    *,
    target: str | None,
    entry_name: str,
) -> OpenApplication:
    """Everything about one of the applications; ``target`` is the listed group that the reviewer chose, if any."""
    decisions = store.decisions()
    own = decisions_on(decisions, application=application.reference)
    state = application_state(application, own)
    listed = set(groups["id"])
    published = "" if application.group_id else published_group(application, applications, decisions, listed=listed)
    can_be_new = application.kind is not Kind.CORRECTION and not published
    target = _target(application.group_id or published, target, listed, can_be_new=can_be_new)
    before = store.directory.entry(target) if target and state in OPEN_STATES else None
    return OpenApplication(
        application=application,
        state=state,
        entry_name=entry_name,
        target=target,
        can_be_new=can_be_new,
        before=before,
        proposal=_completed_proposal(application, before),
        listed_duplicates=_listed_duplicates(application, state, groups, known=application.group_id or published),
        pending_duplicates=_pending_duplicates(application, state, applications, decisions),
        history=history_of(own, decisions),
        expected_decision_id=last_decision_id(own),
        allowed=allowed_verdicts(application, state),
    )


def _target(named: str, chosen: str | None, listed: set[str], *, can_be_new: bool) -> str | None:
    """The group to change, empty for a new one: the one that was chosen, else the one that the application is about."""
    if chosen in listed or (chosen == "" and can_be_new):
        return chosen
    return named if named in listed or not named else None


def _completed_proposal(application: Application, before: Mapping[str, str] | None) -> dict[str, str]:
    """What an application says and, unless it was made from the whole entry, what the listed group says where it is
    silent. A listed link that is only spelled in another way stays as it is."""
    said = {column: text for column, text in application.proposal.items() if text or application.whole_entry}
    kept = {
        column: before[column]
        for column in LINK_COLUMNS
        if before and before[column] and said.get(column) and is_same_address(before[column], said[column])
    }
    kind = {"kind": before["kind"]} if before else {}
    return extract_proposal({**(before or {}), **said, **kept, **kind}) if said or before else {}


def _listed_duplicates(
    application: Application, state: State, groups: pd.DataFrame, *, known: str
) -> tuple[DuplicateCandidate, ...]:
    if state not in OPEN_STATES or not application.proposal:
        return ()
    return tuple(each for each in listed_duplicates(application.proposal, groups) if each.id != known)


def _pending_duplicates(
    application: Application, state: State, applications: list[Application], decisions: list[Decision]
) -> tuple[PendingDuplicate, ...]:
    if state not in OPEN_STATES or not application.proposal:
        return ()
    proposals = {each.reference: each.proposal for each in applications}
    found = pending_duplicates(application.proposal, applications, decisions, excluding=application.reference)
    return tuple(PendingDuplicate(each, proposals[each.id]) for each in found)
