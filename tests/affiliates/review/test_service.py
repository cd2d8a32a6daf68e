"""The reviewers' actions: who may, who was faster, and what is published."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from affiliates.applications.model import Application, Decision, State, Verdict, application_states
from affiliates.cli.maintenance import erase_command, prune_command, reviewer_command
from affiliates.directory.loader import read_directory
from affiliates.errors import AffiliatesError, DecidedMeanwhileError, NotAllowedError
from affiliates.review.service import InvalidGroupError, ReviewService, build_entry, erase_applications, new_group_id
from affiliates.review.sign_in import SignIns
from affiliates.storage.files.store import FileStore
from tests.made_up import application, decision, row, write_directory

TODAY = datetime.now(UTC).date()


class Room:
    """A desk with a listed group and three applications, and two reviewers who are signed in."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_directory(folder, row(900, name="Listed Before"))
        self.store = FileStore(folder)
        for number in (1, 2, 3):
            self.store.add(application(number))
        sign_ins = SignIns({"Robin": "a", "Sam": "b"}.get)
        self.desk = ReviewService(self.store, sign_ins)
        self.robin, self.sam = (sign_ins.begin(name, datetime.now(UTC)) for name in ("Robin", "Sam"))

    def publish(self, number: int = 1, expected_decision_id: str = "", **values: str) -> Decision:
        proposal = application(number).proposal | values
        new = build_entry(proposal, None, group_id=f"group-{number}", verified_on=TODAY)
        return self.desk.publish(
            self.robin, f"AM-0000-{number:04}", new, before=None, expected_decision_id=expected_decision_id
        )

    def state(self, number: int = 1) -> State:
        found = application_states(self.store.applications(), self.store.decisions())
        return found[f"AM-0000-{number:04}"]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_approved_group_is_listed_active_and_verified_today(room: Room) -> None:
    made = room.publish()

    groups = read_directory(room.folder).groups.set_index("id")
    assert list(groups.index) == ["group-900", "group-1"]
    assert groups.at["group-1", "name"] == "Made-up Group 1"
    assert groups.at["group-1", "status"] == "active"
    assert [str(day.date()) for day in groups["last_verified_on"][1:]] == [str(TODAY)]
    assert [str(day.date()) for day in groups["affiliate_since"][1:]] == [str(TODAY)]
    assert room.state() is State.APPROVED
    assert (made.reviewer, made.verdict, made.application) == ("Robin", Verdict.APPROVE, "AM-0000-0001")


def test_nothing_private_is_published(room: Room) -> None:
    room.publish()

    public = [path for path in room.folder.rglob("*") if path.is_file() and "review" not in path.parts]
    assert public
    assert not [path for path in public if b"Contact 1" in path.read_bytes() or b"contact-1@" in path.read_bytes()]


ACTIONS: dict[str, Callable[[ReviewService, str | None], object]] = {
    "read": lambda desk, token: desk.rows(token),
    "look up": lambda desk, token: desk.listed(token, "group-900"),
    "publish": lambda desk, token: desk.publish(token, "AM-0000-0001", row(1), before=None, expected_decision_id=""),
    "rule": lambda desk, token: desk.rule(token, Verdict.DECLINE, "AM-0000-0001", expected_decision_id=""),
    "change": lambda desk, token: desk.change(
        token, row(900, city="X"), before=row(900, name="Listed Before"), expected_decision_id=""
    ),
    "undo": lambda desk, token: desk.undo(token, decision(1), expected_decision_id=""),
    "erase junk": lambda desk, token: desk.erase_junk(token, ["AM-0000-0001"]),
    "erase": lambda desk, token: desk.erase(token, "AM-0000-0001"),
}


@pytest.mark.parametrize("token", [None, "", "Robin", "forged"])
@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_no_action_works_without_a_sign_in(
    room: Room, action: Callable[[ReviewService, str | None], object], token: str | None
) -> None:
    before = (room.store.applications(), room.store.decisions(), read_directory(room.folder).groups.to_dict())
    with pytest.raises(NotAllowedError):
        action(room.desk, token)

    assert (room.store.applications(), room.store.decisions()) == before[:2]
    assert read_directory(room.folder).groups.to_dict() == before[2]


def test_every_public_method_of_the_desk_is_an_action_that_asks_who_does_it() -> None:
    assert (
        len(ACTIONS) == len([name for name in vars(ReviewService) if not name.startswith("_")]) - 1
    )  # ``reviewer`` itself


def test_second_reviewer_is_told_what_the_first_decided(room: Room) -> None:
    room.desk.rule(room.sam, Verdict.DECLINE, "AM-0000-0001", expected_decision_id="")
    with pytest.raises(DecidedMeanwhileError, match="Sam was faster: declined at"):
        room.publish(1)

    assert room.state() is State.DECLINED
    assert room.store.listed("group-1") is None


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("name", "", "is missing"),
        ("regions", "US-ZZ", "not a region"),
        ("website", "javascript:alert(1)", "not a web address"),
        ("facebook", "instagram.com/x", "does not lead to Facebook"),
        ("email", "x", "not an email address"),
        ("id", "No Id", "not an id"),
        ("last_verified_on", "2999-01-01", "in the future"),
    ],
)
def test_wrong_value_is_named_and_nothing_is_published(room: Room, column: str, value: str, words: str) -> None:
    with pytest.raises(InvalidGroupError) as refused:
        room.publish(1, **{column: value}) if column not in {"id", "last_verified_on"} else room.desk.publish(
            room.robin, "AM-0000-0001", row(1) | {column: value}, before=None, expected_decision_id=""
        )

    assert words in refused.value.mistakes[column]
    assert room.state() is State.WAITING
    assert len(read_directory(room.folder).groups) == 1


def test_reviewers_links_are_completed_and_old_ones_left_alone(room: Room) -> None:
    write_directory(room.folder, row(900, other_link="HTTP://made-up.example/A"))
    before = room.store.listed("group-900") or {}
    room.desk.change(room.robin, before | {"twitter": "@made_up"}, before=before, expected_decision_id="")

    listed = room.store.listed("group-900") or {}
    assert listed["twitter"] == "https://www.twitter.com/made_up"
    assert listed["other_link"] == "HTTP://made-up.example/A"


def test_decision_can_be_taken_back_and_the_directory_with_it(room: Room) -> None:
    made = room.publish()
    undone = room.desk.undo(room.sam, made, expected_decision_id=made.decision_id)

    assert room.state() is State.WAITING
    assert room.store.listed("group-1") is None
    with pytest.raises(DecidedMeanwhileError):
        room.desk.undo(room.robin, made, expected_decision_id=made.decision_id)
    room.desk.undo(room.robin, undone, expected_decision_id=undone.decision_id)
    assert room.state() is State.APPROVED
    assert room.store.listed("group-1") == made.after


def test_approval_can_be_taken_back_after_other_changes_were(room: Room) -> None:
    made = room.publish()
    listed = made.after or {}
    paused = room.desk.change(
        room.sam, listed | {"status": "paused"}, before=listed, expected_decision_id=made.decision_id
    )
    back = room.desk.undo(room.sam, paused, expected_decision_id=paused.decision_id)
    assert back.after == listed
    room.desk.undo(room.robin, made, expected_decision_id=made.decision_id)

    assert room.store.listed("group-1") is None


def test_all_junk_that_was_seen_is_erased_at_once(room: Room) -> None:
    for number in (4, 5):
        room.store.add(application(number, spam_reason="too fast"))
    room.desk.rule(room.robin, Verdict.HOLD, "AM-0000-0001", expected_decision_id="")

    assert room.desk.erase_junk(room.robin, [f"AM-0000-000{number}" for number in (1, 2, 4)]) == 2
    states_now = [room.state(number) for number in (1, 2, 4, 5)]
    assert states_now == [State.ERASED, State.WAITING, State.ERASED, State.HELD]


def test_undo_does_not_overwrite_what_changed_since(room: Room) -> None:
    made = room.publish()
    room.desk.change(
        room.robin,
        (made.after or {}) | {"city": "Later"},
        before=made.after or {},
        expected_decision_id=made.decision_id,
    )
    with pytest.raises(DecidedMeanwhileError):
        room.desk.undo(room.sam, made, expected_decision_id=made.decision_id)

    assert (room.store.listed("group-1") or {})["city"] == "Later"


def test_application_merges_into_a_listed_group(room: Room) -> None:
    before = room.store.listed("group-900")
    assert before
    values = build_entry(application(1).proposal, before, group_id="group-900", verified_on=None)
    made = room.desk.publish(room.robin, "AM-0000-0001", values, before=before, expected_decision_id="", merge=True)

    assert made.verdict is Verdict.MERGE
    listed = room.store.listed("group-900") or {}
    assert (listed["id"], listed["name"], listed["website"]) == (
        "group-900",
        "Made-up Group 1",
        "https://made-up-1.example",
    )
    assert room.state() is State.APPROVED


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
    room: Room, change: dict[str, str], verdict: Verdict
) -> None:
    before = room.store.listed("group-900") or {}
    made = room.desk.change(room.sam, before | change, before=before, expected_decision_id="")

    assert (made.reviewer, made.verdict, made.group_id) == ("Sam", verdict, "group-900")
    assert made.before == before
    assert made.after == before | change
    assert room.store.listed("group-900") == before | change
    with pytest.raises(DecidedMeanwhileError, match="Sam was faster"):
        room.desk.change(room.robin, before | {"city": "Z"}, before=before, expected_decision_id="")


def test_id_of_a_group_never_changes(room: Room) -> None:
    before = room.store.listed("group-900") or {}
    with pytest.raises(InvalidGroupError, match="never changed"):
        room.desk.change(room.robin, before | {"id": "other"}, before=before, expected_decision_id="")


def test_id_that_a_group_once_had_is_not_used_again(room: Room) -> None:
    made = room.publish()
    room.desk.undo(room.robin, made, expected_decision_id=made.decision_id)
    new = build_entry(application(2).proposal, None, group_id="group-1", verified_on=None)
    with pytest.raises(DecidedMeanwhileError, match="id"):
        room.desk.publish(room.robin, "AM-0000-0002", new, before=None, expected_decision_id="")


@pytest.mark.parametrize(
    ("name", "group_id"),
    [
        ("Parents of Ohio", "parents-of-ohio-2"),
        ("Québec – Ça suffit!", "quebec-ca-suffit"),
        ("مجموعة", "group"),
        ("x" * 99, "x" * 50),
        ("=1+1", "1-1"),
    ],
)
def test_id_is_readable_and_new(name: str, group_id: str) -> None:
    assert new_group_id(name, ["parents-of-ohio"]) == group_id


def test_unknown_application_is_an_error(room: Room) -> None:
    with pytest.raises(AffiliatesError, match="no application AM-NOBODY"):
        room.desk.rule(room.robin, Verdict.DECLINE, "AM-NOBODY", expected_decision_id="")
    with pytest.raises(AffiliatesError, match="no application AM-NOBODY"):
        erase_applications(room.store, ["AM-0000-0001", "AM-NOBODY"], reviewer="x")
    assert room.state(1) is State.WAITING


def test_prune_erases_what_was_declined_long_ago_and_nothing_else(room: Room) -> None:
    old = datetime.now(UTC) - timedelta(days=181)
    room.store.record_decision(decision(1, decided_at=old, note="because of Contact 1"))
    room.store.record_decision(decision(2, decided_at=old + timedelta(days=2)))

    assert prune_command(room.folder, 180) == (
        "Erased because they were declined, or held as junk, more than 180 days ago: 1"
    )
    assert prune_command(room.folder, 180).endswith("ago: 0")
    assert [room.state(number) for number in (1, 2, 3)] == [State.ERASED, State.DECLINED, State.WAITING]
    assert b"Contact 1" not in b"".join(path.read_bytes() for path in room.folder.rglob("*.csv"))


def test_erasing_on_request_keeps_that_it_happened(room: Room) -> None:
    assert "AM-0000-0002 is erased" in erase_command(room.folder, "AM-0000-0002")

    last = room.store.decisions()[-1]
    assert (last.verdict, last.application, last.reviewer, last.note) == (
        Verdict.ERASE,
        "AM-0000-0002",
        "command line",
        "on request",
    )
    erased: Application = room.store.applications()[1]
    assert erased.contact_email == ""


def test_reviewers_are_added_listed_and_removed(tmp_path: Path) -> None:
    assert "no reviewer yet" in reviewer_command(tmp_path, "list", "")
    assert reviewer_command(tmp_path, "add", "Robin").startswith("Passphrase of Robin: ")
    assert reviewer_command(tmp_path, "list", "") == "Robin"
    with pytest.raises(AffiliatesError, match="no reviewer Sam"):
        reviewer_command(tmp_path, "remove", "Sam")
    assert "no reviewer any more" in reviewer_command(tmp_path, "remove", "robin")
    reviewer_command(tmp_path, "add", "Robin  of  Testland")
    assert reviewer_command(tmp_path, "list", "") == "Robin of Testland"
    assert "no reviewer any more" in reviewer_command(tmp_path, "remove", "robin of  testland")
    assert "no reviewer yet" in reviewer_command(tmp_path, "list", "")


def test_day_of_verification_is_left_alone_where_nobody_verified() -> None:
    values = build_entry(
        application(1).proposal, row(1, last_verified_on="2025-01-01"), group_id="group-1", verified_on=None
    )

    assert values["last_verified_on"] == "2025-01-01"
    assert build_entry({}, row(1), group_id="group-1", verified_on=date(2026, 1, 2))["last_verified_on"] == "2026-01-02"


def test_what_a_reviewer_put_into_junk_is_kept_as_long_from_then(room: Room) -> None:
    old = datetime.now(UTC) - timedelta(days=181)
    early, late = (application(number, sent_at=old - timedelta(days=30)) for number in (4, 5))
    for each in (early, late):
        room.store.add(each)
    room.store.record_decision(decision(4, application=early.reference, verdict=Verdict.HOLD, decided_at=old))
    room.store.record_decision(
        decision(5, application=late.reference, verdict=Verdict.HOLD, decided_at=old + timedelta(days=2))
    )

    assert prune_command(room.folder, 180).endswith("ago: 1")
    assert [room.state(number) for number in (4, 5)] == [State.ERASED, State.HELD]


def test_what_was_released_meanwhile_is_not_erased_with_the_junk(room: Room) -> None:
    with pytest.raises(DecidedMeanwhileError, match="nothing is erased"):
        erase_applications(room.store, ["AM-0000-0001"], reviewer="x", still={State.HELD})

    assert room.state(1) is State.WAITING
