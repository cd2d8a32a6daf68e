"""The reviewers' actions: who may, who was faster, what each state allows, and what is published."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import Application, CorrectionReason, Kind, SpamReason
from affiliates.applications.states import OPEN_STATES, State, allowed_verdicts, application_states
from affiliates.directory.schema import Status
from affiliates.errors import (
    Conflict,
    DecisionConflictError,
    InvalidEntryError,
    NotAllowedError,
    TransitionError,
    UnknownApplicationError,
)
from affiliates.review.service import ReviewService
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.files.store import FileStore
from tests.made_up import application, decision, read_directory, row, write_directory

TODAY = datetime.now(UTC).date()
FIRST = "AM-0000-0001"


class Desk:
    """A store with a listed group and three applications, and two reviewers who are signed in."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_directory(folder, row(900, name="Listed Before"))
        self.store = FileStore(folder)
        for number in (1, 2, 3):
            self.store.add(application(number))
        sign_ins = SignInRegistry(self.store.reviewers, {"Robin": "a", "Sam": "b"}.get)
        self.service = ReviewService(self.store, sign_ins, lambda: read_directory(folder).groups)
        self.robin, self.sam = (sign_ins.begin(name, datetime.now(UTC)) for name in ("Robin", "Sam"))

    def publish(self, number: int = 1, expected_decision_id: str = "", **values: str) -> Decision:
        return self.service.publish(
            self.robin,
            f"AM-0000-{number:04}",
            application(number).proposal | values,
            before=None,
            expected_decision_id=expected_decision_id,
            verified_on=TODAY,
        )

    def entry(self, group_id: str) -> dict[str, str] | None:
        return self.store.directory.entry(group_id)

    def state(self, number: int = 1) -> State:
        found = application_states(self.store.applications(), self.store.decisions())
        return found[f"AM-0000-{number:04}"]

    def everything(self) -> tuple[object, ...]:
        groups = read_directory(self.folder).groups.to_dict()
        return self.store.applications(), self.store.decisions(), groups


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_approved_group_is_listed_active_and_verified_today(desk: Desk) -> None:
    made = desk.publish()

    groups = read_directory(desk.folder).groups.set_index("id")
    assert list(groups.index) == ["group-900", "made-up-group-1"]
    assert groups.at["made-up-group-1", "name"] == "Made-up Group 1"
    assert groups.at["made-up-group-1", "status"] == "active"
    assert [str(day.date()) for day in groups["last_verified_on"][1:]] == [str(TODAY)]
    assert [str(day.date()) for day in groups["affiliate_since"][1:]] == [str(TODAY)]
    assert desk.state() is State.APPROVED
    assert (made.reviewer, made.verdict, made.application) == ("Robin", Verdict.APPROVE, FIRST)


def test_nothing_private_is_published(desk: Desk) -> None:
    desk.publish()

    public = [path for path in desk.folder.rglob("*") if path.is_file() and "review" not in path.parts]
    assert public
    assert not [path for path in public if b"Contact 1" in path.read_bytes() or b"contact-1@" in path.read_bytes()]


ACTIONS: dict[str, Callable[[ReviewService, str | None], object]] = {
    "queue": lambda service, token: service.queue(token),
    "open": lambda service, token: service.open(token, FIRST),
    "lookalikes": lambda service, token: service.lookalikes(token, [FIRST]),
    "open_group": lambda service, token: service.open_group(token, "group-900"),
    "publish": lambda service, token: service.publish(token, FIRST, row(1), before=None, expected_decision_id=""),
    "ask": lambda service, token: service.ask(token, FIRST, expected_decision_id=""),
    "decline": lambda service, token: service.decline(token, FIRST, expected_decision_id=""),
    "resolve": lambda service, token: service.resolve(token, FIRST, expected_decision_id=""),
    "mark_as_spam": lambda service, token: service.mark_as_spam(token, FIRST, expected_decision_id=""),
    "release": lambda service, token: service.release(token, FIRST, expected_decision_id=""),
    "change": lambda service, token: service.change(
        token, row(900, city="X"), before=row(900, name="Listed Before"), expected_decision_id=""
    ),
    "undo": lambda service, token: service.undo(token, decision(1), expected_decision_id=""),
    "erase": lambda service, token: service.erase(token, FIRST),
    "erase_spam": lambda service, token: service.erase_spam(token, [FIRST]),
    "release_held": lambda service, token: service.release_held(token, [FIRST]),
    "mark_held_as_spam": lambda service, token: service.mark_held_as_spam(token, [FIRST]),
}


@pytest.mark.parametrize("token", [None, "", "Robin", "forged"])
@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_no_action_works_without_a_sign_in(
    desk: Desk, action: Callable[[ReviewService, str | None], object], token: str | None
) -> None:
    before = desk.everything()
    with pytest.raises(NotAllowedError):
        action(desk.service, token)

    assert desk.everything() == before


def test_every_public_method_is_an_action_that_asks_who_does_it() -> None:
    public = {name for name in vars(ReviewService) if not name.startswith("_")}

    assert public - {"reviewer"} == set(ACTIONS)


VERBS: dict[Verdict, Callable[[ReviewService, str, str], object]] = {
    Verdict.APPROVE: lambda service, token, seen: service.publish(
        token, FIRST, row(1), before=None, expected_decision_id=seen
    ),
    Verdict.ASK: lambda service, token, seen: service.ask(token, FIRST, expected_decision_id=seen),
    Verdict.DECLINE: lambda service, token, seen: service.decline(token, FIRST, expected_decision_id=seen),
    Verdict.RESOLVE: lambda service, token, seen: service.resolve(token, FIRST, expected_decision_id=seen),
    Verdict.MARK_AS_SPAM: lambda service, token, seen: service.mark_as_spam(token, FIRST, expected_decision_id=seen),
    Verdict.RELEASE: lambda service, token, seen: service.release(token, FIRST, expected_decision_id=seen),
    Verdict.ERASE: lambda service, token, seen: service.erase(token, FIRST),
}
BY_STATE = {
    State.WAITING: None,
    State.NEEDS_INFORMATION: Verdict.ASK,
    State.APPROVED: Verdict.APPROVE,
    State.DECLINED: Verdict.DECLINE,
    State.SPAM: Verdict.MARK_AS_SPAM,
    State.ERASED: Verdict.ERASE,
}


@pytest.mark.parametrize("state", list(BY_STATE))
@pytest.mark.parametrize("verdict", list(VERBS))
def test_each_verb_is_allowed_in_its_states_and_refused_in_all_others(
    tmp_path: Path, verdict: Verdict, state: State
) -> None:
    desk = Desk(tmp_path)
    if led_here := BY_STATE[state]:
        VERBS[led_here](desk.service, desk.sam, "")
    assert desk.state() is state
    seen = desk.service.open(desk.robin, FIRST).expected_decision_id
    before = desk.everything()

    if verdict in allowed_verdicts(application(1), state):
        VERBS[verdict](desk.service, desk.robin, seen)
        assert desk.store.decisions()[-1].verdict is verdict
    else:
        with pytest.raises(TransitionError):
            VERBS[verdict](desk.service, desk.robin, seen)
        assert desk.everything() == before


def test_correction_that_needs_no_change_is_resolved(desk: Desk) -> None:
    reference = desk.store.add(_correction(4)).reference
    desk.service.resolve(desk.robin, reference, expected_decision_id="", note="The link works.")

    assert desk.state(4) is State.APPROVED
    assert desk.store.decisions()[-1].note == "The link works."


def test_second_reviewer_is_told_what_the_first_decided(desk: Desk) -> None:
    desk.service.decline(desk.sam, FIRST, expected_decision_id="")
    with pytest.raises(DecisionConflictError) as refused:
        desk.publish(1)

    error = refused.value
    assert (error.reason, error.reviewer, error.verdict) == (Conflict.DECIDED, "Sam", Verdict.DECLINE)
    assert desk.state() is State.DECLINED
    assert desk.entry("made-up-group-1") is None


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("name", "", "is missing"),
        ("regions", "US-ZZ", "US-ZZ"),
        ("website", "javascript:alert(1)", "web address"),
        ("facebook", "instagram.com/x", "Facebook"),
        ("email", "x", "email address"),
    ],
)
def test_invalid_value_is_named_and_nothing_is_published(desk: Desk, column: str, value: str, words: str) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        desk.publish(1, **{column: value})

    assert list(refused.value.mistakes) == [column]
    assert words in str(refused.value.mistakes[column])
    assert desk.state() is State.WAITING
    assert len(read_directory(desk.folder).groups) == 1


def test_day_of_verification_in_the_future_is_refused(desk: Desk) -> None:
    before = desk.entry("group-900") or {}
    with pytest.raises(InvalidEntryError) as refused:
        desk.service.change(
            desk.robin, before | {"last_verified_on": "2999-01-01"}, before=before, expected_decision_id=""
        )

    assert list(refused.value.mistakes) == ["last_verified_on"]


def test_reviewers_links_are_completed_and_old_ones_left_alone(desk: Desk) -> None:
    write_directory(desk.folder, row(900, other_link="HTTP://made-up.example/A"))
    before = desk.entry("group-900") or {}
    desk.service.change(desk.robin, before | {"twitter": "@made_up"}, before=before, expected_decision_id="")

    entry = desk.entry("group-900") or {}
    assert entry["twitter"] == "https://www.twitter.com/made_up"
    assert entry["other_link"] == "HTTP://made-up.example/A"


def test_decision_can_be_undone_and_the_directory_with_it(desk: Desk) -> None:
    made = desk.publish()
    undone = desk.service.undo(desk.sam, made, expected_decision_id=made.decision_id)

    assert desk.state() is State.WAITING
    assert desk.entry("made-up-group-1") is None
    with pytest.raises(DecisionConflictError):
        desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)
    desk.service.undo(desk.robin, undone, expected_decision_id=undone.decision_id)
    assert desk.state() is State.APPROVED
    assert desk.entry("made-up-group-1") == made.after


def test_only_the_last_decision_in_effect_can_be_undone(desk: Desk) -> None:
    asked = desk.service.ask(desk.robin, FIRST, expected_decision_id="")
    declined = desk.service.decline(desk.robin, FIRST, expected_decision_id=asked.decision_id)
    with pytest.raises(TransitionError):
        desk.service.undo(desk.robin, asked, expected_decision_id=declined.decision_id)
    desk.service.undo(desk.robin, declined, expected_decision_id=declined.decision_id)

    assert desk.state() is State.NEEDS_INFORMATION


def test_what_is_erased_cannot_be_undone(desk: Desk) -> None:
    declined = desk.service.decline(desk.robin, FIRST, expected_decision_id="")
    desk.service.erase(desk.robin, FIRST)
    erased = desk.store.decisions()[-1]
    for decided in (declined, erased):
        with pytest.raises(TransitionError):
            desk.service.undo(desk.robin, decided, expected_decision_id=erased.decision_id)

    assert desk.state() is State.ERASED


def test_approval_can_be_undone_after_later_changes_were(desk: Desk) -> None:
    made = desk.publish()
    entry = made.after or {}
    paused = desk.service.change(
        desk.sam, entry | {"status": "paused"}, before=entry, expected_decision_id=made.decision_id
    )
    back = desk.service.undo(desk.sam, paused, expected_decision_id=paused.decision_id)
    assert back.after == entry
    desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)

    assert desk.entry("made-up-group-1") is None


def test_undo_does_not_overwrite_what_changed_since(desk: Desk) -> None:
    made = desk.publish()
    desk.service.change(
        desk.robin,
        (made.after or {}) | {"city": "Later"},
        before=made.after or {},
        expected_decision_id=made.decision_id,
    )
    with pytest.raises(DecisionConflictError) as refused:
        desk.service.undo(desk.sam, made, expected_decision_id=made.decision_id)

    assert refused.value.reason is Conflict.ENTRY_CHANGED
    assert (desk.entry("made-up-group-1") or {})["city"] == "Later"


def test_all_spam_that_was_seen_is_erased_at_once(desk: Desk) -> None:
    for number in (4, 5):
        desk.store.add(application(number, spam_reason=SpamReason.TOO_FAST))
    desk.service.mark_as_spam(desk.robin, FIRST, expected_decision_id="")

    assert desk.service.erase_spam(desk.robin, [f"AM-0000-000{number}" for number in (1, 2, 4)]) == 2
    states = [desk.state(number) for number in (1, 2, 4, 5)]
    assert states == [State.ERASED, State.WAITING, State.ERASED, State.SPAM]


def test_application_merges_into_a_listed_group(desk: Desk) -> None:
    before = desk.entry("group-900")
    made = desk.service.publish(desk.robin, FIRST, application(1).proposal, before=before, expected_decision_id="")

    assert made.verdict is Verdict.MERGE
    entry = desk.entry("group-900") or {}
    assert (entry["id"], entry["name"], entry["website"], entry["last_verified_on"]) == (
        "group-900",
        "Made-up Group 1",
        "https://made-up-1.example",
        "",
    )
    assert desk.state() is State.APPROVED


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"status": "paused"}, Verdict.PAUSE),
        ({"status": "inactive"}, Verdict.CLOSE),
        ({"last_verified_on": str(TODAY)}, Verdict.VERIFY),
        ({"city": "Elsewhere"}, Verdict.EDIT),
        ({"status": "paused", "city": "Elsewhere"}, Verdict.EDIT),
    ],
)
def test_change_of_a_listed_group_is_logged_with_who_and_what(
    desk: Desk, change: dict[str, str], verdict: Verdict
) -> None:
    before = desk.entry("group-900") or {}
    made = desk.service.change(desk.sam, before | change, before=before, expected_decision_id="")

    assert (made.reviewer, made.verdict, made.group_id) == ("Sam", verdict, "group-900")
    assert made.before == before
    assert made.after == before | change
    assert desk.entry("group-900") == before | change
    with pytest.raises(DecisionConflictError) as refused:
        desk.service.change(desk.robin, before | {"city": "Z"}, before=before, expected_decision_id="")
    assert refused.value.reviewer == "Sam"


def test_id_of_a_group_never_changes(desk: Desk) -> None:
    before = desk.entry("group-900") or {}
    with pytest.raises(InvalidEntryError, match="cannot be changed"):
        desk.service.change(desk.robin, before | {"id": "other"}, before=before, expected_decision_id="")


def test_id_that_a_group_has_or_once_had_is_not_used_again(desk: Desk) -> None:
    write_directory(desk.folder, row(900), {**row(7), "id": "made-up-group-2"})
    made = desk.publish()
    desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)
    desk.publish(2, name="Made-up Group 1")
    desk.publish(3, name="Made-up Group 2")

    ids = [each.group_id for each in desk.store.decisions()]
    assert ids == ["made-up-group-1", "made-up-group-1", "made-up-group-1-2", "made-up-group-2-2"]


def test_id_taken_at_the_last_moment_is_a_conflict(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.publish()
    desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)
    monkeypatch.setattr(desk.service, "_new_group_id", lambda name: made.group_id)  # as if chosen a moment before
    with pytest.raises(DecisionConflictError) as refused:
        desk.publish(2)

    assert refused.value.reason is Conflict.ID_TAKEN


def test_unknown_application_is_an_error(desk: Desk) -> None:
    for act in (
        lambda: desk.service.open(desk.robin, "AM-NOBODY"),
        lambda: desk.service.decline(desk.robin, "AM-NOBODY", expected_decision_id=""),
        lambda: desk.service.publish(desk.robin, "AM-NOBODY", row(1), before=None, expected_decision_id=""),
        lambda: desk.service.erase(desk.robin, "AM-NOBODY"),
    ):
        with pytest.raises(UnknownApplicationError, match="AM-NOBODY"):
            act()


def _correction(number: int, **values: str) -> Application:
    return application(
        number,
        **{
            "kind": Kind.CORRECTION,
            "group_id": "group-900",
            "proposal": {},
            "agreed": (),
            "consent_to_publish": False,
            "problem": CorrectionReason.CLOSED,
            **values,
        },
    )


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
    reference = desk.store.add(_correction(4, group_id="group-gone")).reference
    assert desk.service.open(desk.robin, reference).target is None
    assert desk.service.open(desk.robin, reference, target="group-900").target == "group-900"


def test_listed_group_that_an_application_is_about_is_no_duplicate_of_it(desk: Desk) -> None:
    write_directory(desk.folder, row(900, name="Made-up Group 1", website="https://made-up-1.example"))
    reference = desk.store.add(application(4, kind=Kind.UPDATE, group_id="group-900")).reference

    assert [each.id for each in desk.service.open(desk.robin, FIRST).listed_duplicates] == ["group-900"]
    assert desk.service.open(desk.robin, reference).listed_duplicates == ()


@pytest.mark.parametrize("state", [State.APPROVED, State.DECLINED, State.ERASED])
def test_decided_application_is_not_compared_with_others(tmp_path: Path, state: State) -> None:
    desk = Desk(tmp_path)
    desk.store.add(application(4, proposal=application(1).proposal))
    VERBS[BY_STATE[state] or Verdict.DECLINE](desk.service, desk.robin, "")
    opened = desk.service.open(desk.robin, FIRST)

    assert state not in OPEN_STATES
    assert (opened.listed_duplicates, opened.pending_duplicates) == ((), ())


def test_queue_is_in_the_order_of_arrival_with_states_and_names(desk: Desk) -> None:
    desk.store.add(_correction(4))
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


def test_released_application_is_not_erased_with_the_spam(desk: Desk) -> None:
    desk.service.mark_as_spam(desk.robin, FIRST, expected_decision_id="")
    marked = desk.store.decisions()[-1].decision_id
    desk.service.release(desk.sam, FIRST, expected_decision_id=marked)

    assert desk.service.erase_spam(desk.robin, [FIRST]) == 0
    assert desk.state() is State.WAITING


def test_decision_is_dated_in_utc(desk: Desk) -> None:
    made = desk.service.decline(desk.robin, FIRST, expected_decision_id="")

    assert abs(datetime.now(UTC) - made.decided_at) < timedelta(minutes=1)


def test_held_applications_are_put_with_the_others_or_in_the_spam_many_at_a_time(desk: Desk) -> None:
    held = [application(number, spam_reason=SpamReason.MANY_FROM_ONE_ADDRESS) for number in range(10, 15)]
    for each in held:
        desk.store.add(each)
    references = [each.reference for each in held]

    assert desk.service.erase_spam(desk.robin, references) == 0
    assert desk.service.release_held(desk.robin, references[:2]) == 2
    assert desk.service.mark_held_as_spam(desk.sam, [*references[1:4], FIRST, "AM-NOBODY"]) == 2
    assert [desk.state(number) for number in range(10, 15)] == [
        *[State.WAITING] * 2,
        *[State.SPAM] * 2,
        State.HELD,
    ]
    assert desk.state(1) is State.WAITING
    assert [each.reviewer for each in desk.store.decisions()] == ["Robin", "Robin", "Sam", "Sam"]
    assert all(each.proposal for each in desk.store.applications())
