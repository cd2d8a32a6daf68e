"""The contract of a store: any place that keeps what we keep has to pass this. A new store joins ``STORES``."""

import csv
import io
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiliates.applications.batches import Batch, EntryChange, SourceRow
from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import PROPOSED_COLUMNS, Application, CorrectionReason, Kind, SpamReason
from affiliates.applications.states import State, application_states
from affiliates.directory.records import MAX_ROWS
from affiliates.errors import AffiliatesError, DecisionConflictError, DirectoryUnreadableError, StoreError
from affiliates.storage.contract import Announced, KnownBrowser, SignIn, SignInAttempt, Store
from affiliates.storage.files.store import FileStore
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import application, approval, decision, row, support_row, write_directory, write_support

MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Opened = Callable[[], Store]
STORES: dict[str, Callable[[Path], Store]] = {"files": FileStore}


@pytest.fixture(params=list(STORES.values()), ids=list(STORES))
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """Opens the same store anew each time, as a process that starts does."""
    write_directory(tmp_path, row(900, name="Listed Before"))
    write_support(tmp_path, support_row(1), support_row(2))
    return lambda: request.param(tmp_path)


def test_new_store_is_empty(opened: Opened) -> None:
    assert opened().applications() == []
    assert opened().decisions() == []


def test_applications_come_back_as_given_in_the_order_of_arrival(opened: Opened) -> None:
    sent = [
        application(3),
        application(
            1, kind=Kind.UPDATE, group_id="group-900", spam_reason=SpamReason.TOO_FAST, follows="AM-1", whole_entry=True
        ),
        application(
            2,
            kind=Kind.CORRECTION,
            proposal={},
            agreed=(),
            consent_to_publish=False,
            problem=CorrectionReason.DEAD_LINK,
            message="a\r\nb\tc\0",
            organization_id="us-oh-made-up-1",
        ),
    ]
    for each in sent:
        assert opened().add(each) == each

    assert opened().applications() == sent


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(values=st.dictionaries(st.sampled_from(PROPOSED_COLUMNS), st.text(), min_size=1), private=st.text())
def test_any_text_in_any_field_comes_back_exactly(opened: Opened, values: dict[str, str], private: str) -> None:
    typed: dict[str, Any] = dict.fromkeys(("contact_name", "contact_email", "contact_phone", "message"), private)
    number = len(opened().applications())
    sent = application(number, proposal=dict.fromkeys(PROPOSED_COLUMNS, "x") | values, **typed)
    opened().add(sent)

    assert opened().applications()[-1] == sent


def test_form_sent_twice_is_one_application(opened: Opened) -> None:
    first = opened().add(application(1))
    again = opened().add(application(1, reference="AM-SECOND", contact_name="Typed Again"))

    assert again == first
    assert opened().applications() == [first]


def test_form_id_typed_into_another_field_stops_nobody(opened: Opened) -> None:
    opened().add(application(1, contact_name=application(2).form_id))

    assert opened().add(application(2)) == application(2)


def test_precondition_that_refuses_keeps_nothing(opened: Opened) -> None:
    def refuse(applications: list[Application], decisions: list[Decision]) -> None:
        raise AffiliatesError(f"{len(applications)} and {len(decisions)}")

    opened().add(application(1))
    with pytest.raises(AffiliatesError, match="1 and 0"):
        opened().add(application(2), refuse)
    with pytest.raises(AffiliatesError, match="1 and 0"):
        opened().record_decision(approval(1), refuse)

    assert len(opened().applications()) == 1
    assert opened().decisions() == []
    assert opened().directory.entry("group-1") is None


def test_overflow_is_kept_apart_until_it_is_taken_from_there(opened: Opened) -> None:
    assert (opened().overflow_size(), opened().overflow()) == (0, [])
    opened().add(application(1))
    for number in (2, 3, 4):
        opened().add(application(number), to_overflow=True)
    assert opened().applications() == [application(1)]
    assert opened().overflow() == [application(2), application(3), application(4)]
    opened().take_from_overflow(["AM-0000-0003", "AM-NOBODY"])

    assert opened().applications() == [application(1), application(3)]
    assert opened().overflow() == [application(2), application(4)]
    assert opened().overflow_size() == 2


def test_form_sent_twice_is_one_application_also_in_the_overflow(opened: Opened) -> None:
    opened().add(application(1), to_overflow=True)
    assert opened().add(application(1, reference="AM-SECOND")) == application(1)
    opened().take_from_overflow([application(1).reference])
    assert opened().add(application(1, reference="AM-THIRD"), to_overflow=True) == application(1)

    assert (opened().applications(), opened().overflow()) == ([application(1)], [])


def test_several_decisions_are_kept_at_once_or_none(opened: Opened) -> None:
    def refuse(applications: list[Application], decisions: list[Decision]) -> None:
        raise AffiliatesError

    released = [decision(number, verdict=Verdict.RELEASE) for number in (1, 2)]
    with pytest.raises(AffiliatesError):
        opened().record_decisions(released, refuse)
    assert opened().decisions() == []
    opened().record_decisions(released)

    assert opened().decisions() == released


def test_how_far_the_reviewers_have_heard_is_kept(opened: Opened) -> None:
    assert opened().announced() is None
    for number in (1, 2):
        opened().set_announced(Announced(f"AM-{number}", MOMENT))

    assert opened().announced() == Announced("AM-2", MOMENT)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_decision_and_group_come_back_exactly(opened: Opened, text: str) -> None:
    made = approval(1, note=text, after=row(1, name=text.strip(), description=text.strip()))
    opened().record_decision(made)

    assert opened().decisions() == [made]
    assert opened().directory.entry("group-1") == made.after


def test_publishing_changes_one_group_and_no_other(opened: Opened) -> None:
    opened().record_decision(approval(1))
    opened().record_decision(approval(2, group_id="group-1", before=row(1), after=row(1, city="Made-up City")))

    groups = opened().directory.read().groups.set_index("id")
    assert list(groups.index) == ["group-900", "group-1"]
    assert groups.at["group-1", "city"] == "Made-up City"
    assert groups.at["group-900", "name"] == "Listed Before"


def test_group_that_changed_meanwhile_is_not_overwritten(opened: Opened) -> None:
    opened().record_decision(approval(1))
    for before in (None, row(1, city="Somewhere Else")):
        with pytest.raises(DecisionConflictError):
            opened().record_decision(approval(2, group_id="group-1", before=before, after=row(1, city="Lost")))

    assert opened().directory.entry("group-1") == row(1)
    assert len(opened().decisions()) == 1


def test_taking_a_new_group_back_takes_its_row_out(opened: Opened) -> None:
    opened().record_decision(approval(1))
    opened().record_decision(
        decision(2, verdict=Verdict.UNDO, group_id="group-1", undoes=approval(1).decision_id, before=row(1), after=None)
    )

    assert opened().directory.entry("group-1") is None
    assert opened().directory.entry("group-900") is not None


def test_many_groups_change_at_once_as_one_version_or_not_at_all(opened: Opened) -> None:
    imported = decision(1, verdict=Verdict.IMPORT, application="")
    listed = [EntryChange(group_id=f"group-{n}", before=None, after=row(n)) for n in (1, 2, 3)]
    moved = EntryChange(group_id="group-900", before=row(900, name="Listed Before"), after=row(900, city="Moved"))
    rows = (SourceRow(keys=("id:1",), group_id="group-1", values={"name": "Made-up Group 1"}),)
    batch = Batch(source="list", changes=(*listed, moved), rows=rows)
    changed_meanwhile = Batch(source="list", changes=(*listed, moved.model_copy(update={"before": row(900)})))
    with pytest.raises(DecisionConflictError):
        opened().record_batch(imported, changed_meanwhile)
    assert (opened().decisions(), opened().batch(imported.decision_id)) == ([], None)
    assert list(opened().directory.read().groups["id"]) == ["group-900"]
    opened().record_batch(imported, batch)

    assert opened().decisions() == [imported]
    assert opened().batch(imported.decision_id) == batch
    assert [len(each.groups()) for each in opened().directory.snapshots()] == [1, 4]
    assert opened().directory.entry("group-900") == moved.after


def test_erased_application_keeps_nothing_of_what_was_typed(opened: Opened, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        opened().add(application(number))
    opened().record_decision(decision(9, application="AM-0000-0002", note="Contact 2 wrote to us"))
    opened().erase([decision(10, application="AM-0000-0002", verdict=Verdict.ERASE, note="on request")])

    one, erased, three = opened().applications()
    assert (one, three) == (application(1), application(3))
    assert erased == application(2).without_personal_data()
    assert application_states(opened().applications(), opened().decisions())["AM-0000-0002"] is State.ERASED
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"contact-2@" not in everything
    assert b"Contact 2" not in everything


def test_many_threads_lose_nothing_and_double_nothing(opened: Opened) -> None:
    def send(start: int) -> None:
        store = opened()
        for number in range(start, start + 5):
            store.add(application(number))
            store.add(application(number, reference="AM-AGAIN"))

    threads = [threading.Thread(target=send, args=(first,)) for first in range(0, 40, 5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(each.reference for each in opened().applications()) == [f"AM-0000-{n:04}" for n in range(40)]


def test_directory_is_read_as_it_was_published(opened: Opened) -> None:
    directory = opened().directory
    assert list(directory.read().groups["id"]) == ["group-900"]
    assert directory.entry("group-900") == row(900, name="Listed Before")
    assert directory.entry("group-1") is None
    opened().record_decision(approval(1))

    assert list(opened().directory.read().groups["id"]) == ["group-900", "group-1"]
    assert directory.read().problems == ()
    assert directory.problems() == []


def test_directory_as_a_file_has_every_row_and_column_as_it_stands(opened: Opened) -> None:
    text = opened().directory.as_file().decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == [row(900, name="Listed Before")]
    opened().record_decision(approval(1))

    text = opened().directory.as_file().decode("utf-8-sig")
    assert [each["id"] for each in csv.DictReader(io.StringIO(text))] == ["group-900", "group-1"]


def test_version_of_the_directory_changes_with_it_and_only_then(opened: Opened) -> None:
    before = opened().directory.version()
    opened().add(application(1))
    opened().record_decision(decision(1))
    assert opened().directory.version() == before
    opened().record_decision(approval(2))

    assert opened().directory.version() != before


def test_store_without_a_directory_says_so(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    for open_store in STORES.values():
        store = open_store(tmp_path / "none")
        assert store.directory.version() == ""
        with pytest.raises(DirectoryUnreadableError):
            store.directory.read()


def test_former_days_of_the_directory_are_kept(opened: Opened) -> None:
    began = datetime.now(UTC)
    opened().record_decision(approval(1))
    opened().record_decision(approval(2))
    first, second, present = opened().directory.snapshots()

    assert [len(each.groups()) for each in (first, second, present)] == [1, 2, 3]
    assert first.since
    assert first.since <= began
    assert present.until is None
    assert (first.until, second.until) == (second.since, present.since)
    assert began <= (first.until or began) < (second.until or began) <= datetime.now(UTC)
    assert len({each.version for each in (first, second, present)}) == 3
    assert opened().directory.snapshots() == (first, second, present)


def on_organization(number: int, **values: Any) -> Decision:
    own = {"verdict": Verdict.EDIT, "application": "", "organization_id": "us-oh-made-up-1", "before": support_row(1)}
    return decision(number, **{**own, **values})


def test_decision_on_an_organization_changes_it_and_nothing_else(opened: Opened) -> None:
    store = opened()
    before, directory = store.support.version(), store.directory.version()
    changed = on_organization(1, after=support_row(1, phone="1-800-555-0199", checked_on="2026-05-01"))
    store.record_decision(changed)

    assert opened().decisions() == [changed]
    assert opened().support.entry("us-oh-made-up-1") == changed.after
    assert opened().support.entry("us-oh-made-up-2") == support_row(2)
    assert [each.phone for each in opened().support.read().organizations] == ["1-800-555-0199", "1-800-555-0002"]
    assert store.support.version() != before
    assert store.directory.version() == directory


def test_organization_that_changed_meanwhile_is_not_overwritten(opened: Opened) -> None:
    opened().record_decision(on_organization(1, after=support_row(1, phone="1-800-555-0199")))
    with pytest.raises(DecisionConflictError):
        opened().record_decision(on_organization(2, after=support_row(1, phone="1-800-555-0142")))

    assert (opened().support.entry("us-oh-made-up-1") or {})["phone"] == "1-800-555-0199"
    assert len(opened().decisions()) == 1


def test_removed_organization_comes_back_as_it_was(opened: Opened) -> None:
    removed = on_organization(1, verdict=Verdict.REMOVE, after=None)
    opened().record_decision(removed)
    assert opened().support.entry("us-oh-made-up-1") is None
    assert opened().directory.entry("group-900") is not None
    opened().record_decision(
        on_organization(2, verdict=Verdict.UNDO, undoes=removed.decision_id, before=None, after=support_row(1))
    )

    assert opened().support.entry("us-oh-made-up-1") == support_row(1)


def test_precondition_that_refuses_changes_no_organization(opened: Opened) -> None:
    def refuse(applications: list[Application], decisions: list[Decision]) -> None:
        raise AffiliatesError

    with pytest.raises(AffiliatesError):
        opened().record_decision(on_organization(1, after=support_row(1, phone="")), refuse)

    assert opened().support.entry("us-oh-made-up-1") == support_row(1)
    assert opened().decisions() == []


def test_passphrase_hashes_are_kept_by_name(opened: Opened) -> None:
    opened().reviewers.set_passphrase_hash("Robin", "hash 1")
    opened().reviewers.set_passphrase_hash("Sam, =1+1", "hash 2")
    opened().reviewers.set_passphrase_hash("Robin", "hash 3")
    assert opened().reviewers.passphrase_hashes() == {"Robin": "hash 3", "Sam, =1+1": "hash 2"}
    opened().reviewers.set_passphrase_hash("Robin", None)
    opened().reviewers.set_passphrase_hash("Nobody", None)

    assert opened().reviewers.passphrase_hashes() == {"Sam, =1+1": "hash 2"}


def test_attempts_of_a_clock_that_was_ahead_are_bounded_or_forgotten(opened: Opened) -> None:
    judged: list[list[SignInAttempt]] = []

    def wait(attempts: list[SignInAttempt]) -> float:
        judged.append(attempts)
        return 0

    now = datetime.now(UTC)
    for at in (now + timedelta(days=3), now + timedelta(seconds=20), now):
        opened().reviewers.record_attempt("key", at, wait)

    assert judged == [[], [], [SignInAttempt("key", now)]]


def test_attempts_are_judged_by_those_of_the_last_hour_one_at_a_time(opened: Opened) -> None:
    judged: list[list[SignInAttempt]] = []

    def wait(attempts: list[SignInAttempt]) -> float:
        judged.append(attempts)
        return 7.5 if len(attempts) >= 2 else 0

    waits = [opened().reviewers.record_attempt("key", MOMENT + n * MINUTE, wait) for n in (0, 10, 20, 65)]
    assert waits == [0, 0, 7.5, 0]
    assert [len(each) for each in judged] == [0, 1, 2, 1]
    opened().reviewers.clear_attempts("key")
    opened().reviewers.record_attempt("other", MOMENT + 66 * MINUTE, wait)
    assert judged[-1] == []

    with ThreadPoolExecutor(8) as pool:
        again = pool.map(lambda _: opened().reviewers.record_attempt("other", MOMENT + 67 * MINUTE, wait), range(8))
    assert sorted(again) == [0] + [7.5] * 7


def test_sign_ins_are_kept_used_and_ended_for_good(opened: Opened) -> None:
    first, second = sign_in("1"), sign_in("2", login_hash="login", used_at=MOMENT + MINUTE, browser="Firefox")
    for each in (first, second):
        opened().reviewers.save_sign_in(each)
    assert opened().reviewers.sign_ins() == [first, second]
    used = replace(first, used_at=MOMENT + 2 * MINUTE)
    opened().reviewers.save_sign_in(used)
    opened().reviewers.end_sign_ins(["2", "unknown"])
    opened().reviewers.save_sign_in(second)

    assert opened().reviewers.sign_ins() == [used, replace(second, is_ended=True)]


def test_browsers_are_kept_by_token_and_the_20_last_ones_of_each_reviewer(opened: Opened) -> None:
    browsers = [KnownBrowser(str(number), "Robin, =1+1", MOMENT + number * MINUTE) for number in range(21)]
    sams = KnownBrowser("s", "Sam", MOMENT)
    for each in (sams, *browsers):
        opened().reviewers.save_known_browser(each)
    used = replace(browsers[1], used_at=MOMENT + 60 * MINUTE)
    opened().reviewers.save_known_browser(used)

    assert opened().reviewers.known_browsers() == [sams, *browsers[2:], used]


def sign_in(token_hash: str, **values: Any) -> SignIn:
    own: dict[str, Any] = {"login_hash": "", "credential_hash": "c", "opened_at": MOMENT, "used_at": MOMENT}
    return SignIn(token_hash=token_hash, reviewer="Robin, =1+1", **{**own, **values})


def test_import_that_would_make_the_directory_unreadable_is_refused(opened: Opened) -> None:
    changes = [EntryChange(group_id=f"g-{n}", before=None, after=row(1, id=f"g-{n}")) for n in range(MAX_ROWS)]
    many = Batch(source="list", changes=tuple(changes))
    long = EntryChange(group_id="g", before=None, after=row(1, id="g", description="x" * 21_000_000))
    for batch in (many, Batch(source="list", changes=(long,))):
        with pytest.raises(StoreError, match="Nothing was saved"):
            opened().record_batch(decision(1, verdict=Verdict.IMPORT, application=""), batch)

    assert opened().decisions() == []
    assert list(opened().directory.read().groups["id"]) == ["group-900"]
