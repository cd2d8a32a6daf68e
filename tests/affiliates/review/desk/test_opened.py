"""What the desk is given to draw: the queue, one application opened, and one group."""

from affiliates.applications.model import Kind
from affiliates.applications.states import State, allowed_verdicts
from affiliates.directory.schema import Status
from tests.affiliates.review.conftest import FIRST, Desk, correction
from tests.made_up import application, row, write_directory


def test_open_application_holds_everything_that_the_desk_draws(desk: Desk) -> None:
    desk.store.add(application(4, proposal=application(1).proposal | {"name": "Made-up  group 1"}))
    asked = desk.service.ask(desk.sam, FIRST, expected_decision_id="", note="Which county?")
    opened = desk.service.open(desk.robin, FIRST)

    assert opened.application == application(1)
    assert (opened.state, opened.target, opened.before) == (State.NEEDS_INFORMATION, "", None)
    assert opened.proposal == application(1).proposal
    assert opened.pending_duplicates[0].candidate.id == "AM-0000-0004"
    assert opened.pending_duplicates[0].proposal["name"] == "Made-up  group 1"
    assert [(each.decision, each.can_undo) for each in opened.history] == [(asked, True)]
    assert opened.expected_decision_id == opened.history[0].expected_decision_id == asked.decision_id
    assert opened.allowed == allowed_verdicts(application(1), State.NEEDS_INFORMATION)


def test_chosen_target_fills_up_what_the_application_leaves_open(desk: Desk) -> None:
    write_directory(desk.folder, row(900, name="Listed Before", city="Made-up City", email="listed@made-up.example"))
    opened = desk.service.open(desk.robin, FIRST, target="group-900")

    assert opened.before == desk.entry("group-900")
    assert (opened.proposal["name"], opened.proposal["city"]) == ("Made-up Group 1", "Made-up City")
    assert opened.proposal["email"] == "listed@made-up.example"


def test_update_of_the_whole_entry_removes_what_it_leaves_empty(desk: Desk) -> None:
    write_directory(desk.folder, row(900, city="Made-up City"))
    reference = desk.store.add(application(4, kind=Kind.UPDATE, group_id="group-900", whole_entry=True)).reference
    opened = desk.service.open(desk.robin, reference)

    assert (opened.target, opened.proposal["city"]) == ("group-900", "")


def test_correction_about_a_group_that_is_gone_has_no_target(desk: Desk) -> None:
    reference = desk.store.add(correction(4, group_id="group-gone")).reference
    assert desk.service.open(desk.robin, reference).target is None
    assert desk.service.open(desk.robin, reference, target="group-900").target == "group-900"


def test_listed_group_that_an_application_is_about_is_no_duplicate_of_it(desk: Desk) -> None:
    write_directory(desk.folder, row(900, name="Made-up Group 1", website="https://made-up-1.example"))
    reference = desk.store.add(application(4, kind=Kind.UPDATE, group_id="group-900")).reference

    assert [each.id for each in desk.service.open(desk.robin, FIRST).listed_duplicates] == ["group-900"]
    assert desk.service.open(desk.robin, reference).listed_duplicates == ()


def test_queue_is_in_the_order_of_arrival_with_states_and_names(desk: Desk) -> None:
    desk.store.add(correction(4))
    desk.service.decline(desk.robin, "AM-0000-0002", expected_decision_id="")

    queue = desk.service.queue(desk.robin)
    assert [(each.application.reference[-1], each.state) for each in queue] == [
        ("1", State.WAITING),
        ("2", State.DECLINED),
        ("3", State.WAITING),
        ("4", State.WAITING),
    ]
    assert queue[3].entry_name == "Listed Before"


def test_open_group_tells_its_entry_and_its_history(desk: Desk) -> None:
    before = desk.entry("group-900") or {}
    paused = desk.service.change(
        desk.sam, before | {"status": str(Status.PAUSED)}, before=before, expected_decision_id=""
    )
    opened = desk.service.open_group(desk.robin, "group-900")

    assert opened
    assert opened.entry["status"] == "paused"
    assert [(each.decision, each.can_undo) for each in opened.history] == [(paused, True)]
    assert opened.expected_decision_id == paused.decision_id
    assert desk.service.open_group(desk.robin, "nobody") is None
