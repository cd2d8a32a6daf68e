"""The reviewers' actions on organizations that help families: confirm, change, add, remove."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime

from affiliates.applications.decisions import Decision, Verdict, decisions_on, last_decision_id
from affiliates.applications.validation import clean_text
from affiliates.directory.links import complete_link
from affiliates.directory.mistakes import Mistake
from affiliates.errors import InvalidEntryError, LinkError
from affiliates.review.deciding import record
from affiliates.review.entries import new_entry_id
from affiliates.review.sign_in import SignInRegistry
from affiliates.review.views import HistoryEntry, OpenEntry, history_of
from affiliates.storage.contract.store import Store
from affiliates.storage.support import listed_organizations
from affiliates.support.schema import SUPPORT_COLUMNS, find_mistakes_in_organization

# What a reviewer may change; the rest says where the entry came from.
EDITABLE_COLUMNS = ("name", "website", "phone", "note", "languages")
# What a new one needs besides.
ORIGIN_COLUMNS = ("region", "kind", "sources")
_EVIDENCE_COLUMNS = ("evidence_kind", "evidence", "evidence_date")
_MAX_RECENT = 5


class OrganizationReview:
    """What reviewers may do to organizations; asks, refuses and raises as ``ReviewService`` does.

    ``reference`` names the correction that an action answers; then the action closes it as well, and what is expected
    to be the last decision is the last one on that correction.
    """

    def __init__(self, store: Store, sign_ins: SignInRegistry, *, is_active: bool = True) -> None:
        """Works on a store, for those who are signed in, as ``ReviewService`` does."""
        self._store = store
        self._sign_ins = sign_ins
        self._is_active = is_active

    def open(self, token: str | None, organization_id: str) -> OpenEntry | None:
        """An organization's entry as it stands now and what was decided on it; None where it is not listed."""
        self._reviewer(token)
        entry = self._store.support.entry(organization_id)
        if entry is None:
            return None
        decisions = self._store.decisions()
        own = decisions_on(decisions, organization_id=organization_id)
        return OpenEntry(entry, history_of(own, decisions), last_decision_id(own))

    def recent(self, token: str | None) -> tuple[HistoryEntry, ...]:
        """The last decisions on any organization, the latest first; each can be undone while nothing followed it."""
        self._reviewer(token)
        decisions = self._store.decisions()
        last = [each for each in decisions if each.organization_id][-_MAX_RECENT:]
        return tuple(
            entry
            for each in reversed(last)
            for entry in history_of(decisions_on(decisions, organization_id=each.organization_id), decisions)
            if entry.decision == each
        )

    def confirm(
        self, token: str | None, before: Mapping[str, str], *, expected_decision_id: str, reference: str = ""
    ) -> Decision:
        """Notes that somebody called the number and opened the website today, and that both are right."""
        after = {**before, "checked_on": str(_today())}
        return self._decide(token, Verdict.VERIFY, before, after, expected_decision_id, reference)

    def change(
        self,
        token: str | None,
        values: Mapping[str, str],
        *,
        before: Mapping[str, str],
        expected_decision_id: str,
        is_checked: bool = False,
        reference: str = "",
    ) -> Decision:
        """Changes an organization; ``is_checked`` says that somebody called the number today.

        Raises ``InvalidEntryError`` where a value has a mistake.
        """
        after = changed_entry(before, values, checked_on=_today() if is_checked else None)
        return self._decide(token, Verdict.EDIT, before, after, expected_decision_id, reference)

    def add(self, token: str | None, values: Mapping[str, str], *, is_checked: bool = False) -> Decision:
        """Lists a new organization, under an id that none has or had; ``is_checked`` as for ``change``.

        ``values`` are by the columns of ``EDITABLE_COLUMNS`` and ``ORIGIN_COLUMNS``. Raises ``InvalidEntryError`` where
        one has a mistake, or its place has an organization of this name already.
        """
        self._reviewer(token)
        organization_id = self._new_id(f"{values['region']}-{values['name']}")
        after = new_entry(organization_id, values, checked_on=_today() if is_checked else None)
        listed = listed_organizations(self._store)
        if any((each.region, each.name) == (after["region"], after["name"]) for each in listed):
            raise InvalidEntryError({"name": Mistake("already_listed")})
        return self._decide(token, Verdict.ADD, None, after, "", "")

    def remove(
        self, token: str | None, before: Mapping[str, str], *, expected_decision_id: str, reference: str = ""
    ) -> Decision:
        """Takes an organization off the list."""
        return self._decide(token, Verdict.REMOVE, before, None, expected_decision_id, reference)

    def _new_id(self, name: str) -> str:
        taken = {each.organization_id for each in self._store.decisions()}
        while self._store.support.entry(organization_id := new_entry_id(name, taken)):
            taken.add(organization_id)
        return organization_id

    def _reviewer(self, token: str | None) -> str:
        return self._sign_ins.reviewer(token, datetime.now(UTC), is_active=self._is_active)

    def _decide(
        self,
        token: str | None,
        verdict: Verdict,
        before: Mapping[str, str] | None,
        after: Mapping[str, str] | None,
        expected_decision_id: str,
        reference: str,
    ) -> Decision:
        return record(
            self._store,
            self._reviewer(token),
            Verdict.APPROVE if reference else verdict,
            expected_decision_id,
            application=reference,
            organization_id=(before or after or {})["id"],
            before=before,
            after=after,
        )


def new_entry(organization_id: str, values: Mapping[str, str], *, checked_on: date | None) -> dict[str, str]:
    """What a reviewer typed about a new organization as its entry. Raises as ``changed_entry`` does."""
    missing = {column: Mistake("reason_not_chosen") for column in ("region", "kind") if not values[column]}
    origin = {column: clean_text(column, values[column]) for column in ORIGIN_COLUMNS}
    dated = {"sources_date": str(_today())} if origin["sources"] else {}
    try:
        entry = changed_entry(
            {"id": organization_id, **origin, **dated}, values, checked_on=checked_on, checked=SUPPORT_COLUMNS
        )
    except InvalidEntryError as error:
        raise InvalidEntryError({**error.mistakes, **missing}) from None
    return entry


def changed_entry(
    before: Mapping[str, str],
    values: Mapping[str, str],
    *,
    checked_on: date | None,
    checked: Collection[str] = ("id", "region", "kind", *EDITABLE_COLUMNS, "checked_on"),
) -> dict[str, str]:
    """The entry with the values that a reviewer typed, by the columns of ``EDITABLE_COLUMNS``.

    Where the number is another one, what was found out about the former one goes. Raises ``InvalidEntryError`` with
    every mistake at once among the columns ``checked``: who corrects a number need not correct all that was there.
    """
    typed = {column: clean_text(column, values[column]) for column in EDITABLE_COLUMNS if column in values}
    mistakes: dict[str, Mistake] = {}
    if typed.get("website"):
        try:
            typed["website"] = complete_link("website", typed["website"])
        except LinkError as error:
            mistakes["website"] = error.mistake
    after = {column: before.get(column, "") for column in SUPPORT_COLUMNS} | typed
    if after["phone"] != before.get("phone", ""):
        after |= dict.fromkeys((*_EVIDENCE_COLUMNS, "checked_on"), "")
    if checked_on:
        after["checked_on"] = str(checked_on)
    mistakes = find_mistakes_in_organization({column: after[column] for column in checked}) | mistakes
    if mistakes:
        raise InvalidEntryError(mistakes)
    return after


def _today() -> date:
    return datetime.now(UTC).date()
