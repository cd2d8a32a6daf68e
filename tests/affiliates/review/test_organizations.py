"""What reviewers do to organizations that help families: who may, who was faster, and what then stands in the list."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import CorrectionReason, Kind
from affiliates.applications.states import State, application_states
from affiliates.errors import Conflict, DecisionConflictError, InvalidEntryError, NotAllowedError
from affiliates.review.organizations import OrganizationReview, changed_entry
from affiliates.review.service import ReviewService
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.files.store import FileStore
from tests.made_up import application, read_directory, row, support_row, write_directory, write_support

TODAY = datetime.now(UTC).date()
ID, REFERENCE = "us-oh-made-up-1", "AM-0000-0001"


class Desk:
    """A store with two organizations and a correction of one of them, and two reviewers who are signed in."""

    def __init__(self, folder: Path) -> None:
        write_support(write_directory(folder, row(900)), support_row(1), support_row(2))
        self.store = FileStore(folder)
        self.store.add(
            application(1, kind=Kind.CORRECTION, organization_id=ID, proposal={}, problem=CorrectionReason.WRONG_NUMBER)
        )
        sign_ins = SignInRegistry(self.store.reviewers, {"Robin": "a", "Sam": "b"}.get)
        self.organizations = OrganizationReview(self.store, sign_ins)
        self.service = ReviewService(self.store, sign_ins, lambda: read_directory(folder).groups)
        self.robin, self.sam = (sign_ins.begin(name, datetime.now(UTC)) for name in ("Robin", "Sam"))

    def confirm(self, expected_decision_id: str = "", reference: str = "") -> Decision:
        return self.organizations.confirm(
            self.robin, self.entry() or {}, expected_decision_id=expected_decision_id, reference=reference
        )

    def change(self, is_checked: bool = False, **values: str) -> Decision:
        before = self.entry() or {}
        return self.organizations.change(
            self.robin, values, before=before, expected_decision_id=self.last(), is_checked=is_checked
        )

    def entry(self) -> dict[str, str] | None:
        return self.store.support.entry(ID)

    def last(self) -> str:
        opened = self.organizations.open(self.robin, ID)
        return opened.expected_decision_id if opened else ""

    def state(self) -> State:
        return application_states(self.store.applications(), self.store.decisions())[REFERENCE]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_confirmed_organization_was_checked_today(desk: Desk) -> None:
    made = desk.confirm()

    assert desk.entry() == support_row(1, checked_on=str(TODAY))
    assert (made.reviewer, made.verdict, made.organization_id) == ("Robin", Verdict.VERIFY, ID)
    assert desk.store.support.entry("us-oh-made-up-2") == support_row(2)
    assert (made.group_id, made.application) == ("", "")


def test_new_number_takes_nothing_over_from_the_former_one(desk: Desk) -> None:
    desk.confirm()
    desk.change(phone=" 1-800-555-0199 ", website="www.new.example")

    found = {"evidence_kind": "", "evidence": "", "evidence_date": "", "checked_on": ""}
    assert desk.entry() == support_row(1, phone="1-800-555-0199", website="https://www.new.example", **found)


def test_new_number_that_was_called_is_checked_today(desk: Desk) -> None:
    desk.change(phone="1-800-555-0199", is_checked=True)

    assert (desk.entry() or {})["checked_on"] == str(TODAY)
    assert (desk.entry() or {})["evidence"] == ""


def test_change_of_the_note_keeps_what_is_known_about_the_number(desk: Desk) -> None:
    desk.confirm()
    desk.change(note="In Ohio only.")

    assert desk.entry() == support_row(1, note="In Ohio only.", checked_on=str(TODAY))


def test_every_mistake_is_named_at_once_and_nothing_changes(desk: Desk) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        desk.change(name="", phone="911", website="javascript:alert(1)")

    assert {column: mistake.code for column, mistake in refused.value.mistakes.items()} == {
        "name": "name_missing",
        "phone": "phone_format",
        "website": "link_scheme",
    }
    assert desk.entry() == support_row(1)
    assert desk.store.decisions() == []


def test_value_that_was_wrong_before_keeps_nobody_from_correcting_another() -> None:
    before = support_row(1, confidence="sure", sources_date="spring")

    assert changed_entry(before, {"phone": "1-800-555-0199"}, checked_on=TODAY)["confidence"] == "sure"


NEW = {
    "region": "US-OH",
    "kind": "parent_center",
    "name": " Made-up  Center of the North",
    "website": "www.north.example",
    "phone": "1-800-555-0177",
    "note": "",
    "sources": "their own page",
}


def test_added_organization_is_listed_and_goes_with_undo(desk: Desk) -> None:
    made = desk.organizations.add(desk.robin, NEW, is_checked=True)

    added = desk.store.support.entry("us-oh-made-up-center-of-the-north") or {}
    assert (made.reviewer, made.verdict, made.before, made.after) == ("Robin", Verdict.ADD, None, added)
    assert (added["website"], added["checked_on"]) == ("https://www.north.example", str(TODAY))
    assert (added["sources"], added["sources_date"]) == ("their own page", str(TODAY))
    assert desk.store.support.read().problems == ()

    desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)

    assert desk.store.support.entry(made.organization_id) is None
    assert desk.organizations.add(desk.robin, NEW).organization_id == f"{made.organization_id}-2"  # never given again


def test_organization_is_not_added_twice(desk: Desk) -> None:
    desk.organizations.add(desk.robin, NEW)
    with pytest.raises(InvalidEntryError) as refused:
        desk.organizations.add(desk.sam, NEW)

    assert refused.value.mistakes["name"].code == "already_listed"
    assert len(desk.store.decisions()) == 1
    elsewhere = desk.organizations.add(desk.sam, {**NEW, "region": "US-TX"})
    assert elsewhere.organization_id == "us-tx-made-up-center-of-the-north"


def test_every_mistake_in_a_new_organization_is_named_at_once(desk: Desk) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        desk.organizations.add(desk.robin, {**dict.fromkeys(NEW, ""), "phone": "911", "website": "javascript:alert(1)"})

    assert {column: mistake.code for column, mistake in refused.value.mistakes.items()} == {
        "region": "reason_not_chosen",
        "kind": "reason_not_chosen",
        "name": "name_missing",
        "phone": "phone_format",
        "website": "link_scheme",
    }
    assert desk.store.decisions() == []


def test_removed_organization_comes_back_with_undo(desk: Desk) -> None:
    removed = desk.organizations.remove(desk.robin, support_row(1), expected_decision_id="")
    assert desk.organizations.open(desk.robin, ID) is None
    (entry,) = desk.organizations.recent(desk.robin)
    assert (entry.decision, entry.can_undo) == (removed, True)

    desk.service.undo(desk.robin, removed, expected_decision_id=entry.expected_decision_id)

    assert desk.entry() == support_row(1)
    assert [each.verdict for each in desk.store.decisions()] == [Verdict.REMOVE, Verdict.UNDO]


def test_who_was_faster_is_told_and_nothing_is_overwritten(desk: Desk) -> None:
    desk.confirm()
    with pytest.raises(DecisionConflictError) as refused:
        desk.organizations.remove(desk.sam, support_row(1), expected_decision_id="")

    assert (refused.value.reason, refused.value.reviewer) == (Conflict.DECIDED, "Robin")
    assert desk.entry() == support_row(1, checked_on=str(TODAY))


def test_entry_that_was_edited_by_hand_meanwhile_is_not_overwritten(desk: Desk) -> None:
    with pytest.raises(DecisionConflictError) as refused:
        desk.organizations.confirm(desk.robin, support_row(1, phone="1-800-555-0142"), expected_decision_id="")

    assert refused.value.reason is Conflict.ENTRY_CHANGED
    assert desk.store.decisions() == []


def test_action_that_answers_a_correction_closes_it_and_undo_opens_it_again(desk: Desk) -> None:
    opened = desk.service.open(desk.robin, REFERENCE)
    assert (opened.entry_name, opened.application.organization_id) == ("Made-up Center 1", ID)
    made = desk.confirm(reference=REFERENCE)
    assert desk.state() is State.APPROVED
    assert (made.verdict, made.application) == (Verdict.APPROVE, REFERENCE)

    desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)

    assert desk.state() is State.WAITING
    assert desk.entry() == support_row(1)


def test_correction_of_an_organization_that_is_gone_still_opens(desk: Desk) -> None:
    desk.organizations.remove(desk.robin, support_row(1), expected_decision_id="")

    assert desk.service.open(desk.robin, REFERENCE).entry_name == ID
    assert [each.entry_name for each in desk.service.queue(desk.robin)] == [ID]


ACTIONS: dict[str, Callable[[OrganizationReview, str | None], object]] = {
    "open": lambda review, token: review.open(token, ID),
    "recent": lambda review, token: review.recent(token),
    "confirm": lambda review, token: review.confirm(token, support_row(1), expected_decision_id=""),
    "change": lambda review, token: review.change(token, {"note": "X"}, before=support_row(1), expected_decision_id=""),
    "add": lambda review, token: review.add(token, NEW),
    "remove": lambda review, token: review.remove(token, support_row(1), expected_decision_id=""),
}


@pytest.mark.parametrize("token", [None, "", "Robin", "forged"])
@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_no_action_works_without_a_sign_in(
    desk: Desk, action: Callable[[OrganizationReview, str | None], object], token: str | None
) -> None:
    with pytest.raises(NotAllowedError):
        action(desk.organizations, token)

    assert desk.store.decisions() == []
    assert desk.entry() == support_row(1)
