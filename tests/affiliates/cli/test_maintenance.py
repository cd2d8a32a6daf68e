"""The commands for reviewers and for erasing, run in this process on a store of files."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import SpamReason
from affiliates.applications.states import State, application_states
from affiliates.storage.contract.drafts import ListDraft
from affiliates.storage.contract.people import PersonLetter, PersonLetterKind, PersonLetterStep
from affiliates.storage.files.store import FileStore
from tests.affiliates.cli.run import run_command
from tests.affiliates.people.made_up import person
from tests.made_up import application, approval, decision, row, write_directory


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileStore:
    """The store of the app's data folder, with three applications in it."""
    monkeypatch.setenv("AFFILIATES_DATA", str(write_directory(tmp_path, row(900))))
    store = FileStore(tmp_path)
    for number in (1, 2, 3):
        store.add(application(number))
    return store


def test_prune_erases_what_was_declined_long_ago_and_nothing_else(store: FileStore, tmp_path: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=181)
    store.record_decision(decision(1, decided_at=long_ago, note="because of Contact 1"))
    store.record_decision(decision(2, decided_at=long_ago + timedelta(days=2)))

    assert run_command("prune").stdout == (
        "Erased applications that were declined or marked as spam more than 180 days ago: 1\n"
    )
    assert run_command("prune").stdout.endswith("ago: 0\n")
    states = application_states(store.applications(), store.decisions())
    assert [states[f"AM-0000-000{number}"] for number in (1, 2, 3)] == [State.ERASED, State.DECLINED, State.WAITING]
    assert b"Contact 1" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*.csv"))


def test_prune_and_erase_reach_the_overflow_and_prune_keeps_what_is_held(store: FileStore, tmp_path: Path) -> None:
    reasons = {4: SpamReason.HONEYPOT, 5: SpamReason.MANY_FROM_ONE_ADDRESS, 6: None, 7: None}
    for number, reason in reasons.items():
        sent_at = datetime.now(UTC) - timedelta(days=300)
        store.add(application(number, spam_reason=reason, sent_at=sent_at), to_overflow=True)

    assert run_command("prune").stdout.endswith("ago: 1\n")
    assert run_command("erase", "AM-0000-0006").stdout.startswith("AM-0000-0006 has been erased.")
    assert [each.reference for each in store.overflow()] == ["AM-0000-0005", "AM-0000-0007"]
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*.csv"))
    assert [f"Contact {number}".encode() in kept for number in reasons] == [False, True, False, True]


def test_prune_removes_lists_that_nobody_finished_bringing_in(store: FileStore) -> None:
    now = datetime.now(UTC)
    for name, age in (("Robin", 181), ("Sam", 2)):
        moment = now - timedelta(days=age)
        store.drafts.begin(ListDraft(f"list-{age}", name, "made-up.csv", "", moment, moment), b"Group,State")

    assert run_command("prune").stdout.endswith("nobody has changed for 180 days: 1\n")
    assert [store.drafts.draft(name) is None for name in ("Robin", "Sam")] == [True, False]


def test_prune_erases_people_whose_time_is_over(store: FileStore) -> None:
    now = datetime.now(UTC)
    asked = PersonLetter("a", PersonLetterKind.CONFIRM, PersonLetterStep.SENT, now - timedelta(days=30))
    people = [
        person(1, asked_at=now, confirmed_at=now - timedelta(days=729)),
        person(2, asked_at=now, confirmed_at=now - timedelta(days=730)),
        person(3, asked_at=now, confirmed_at=None, letters=(asked,)),
        person(4, asked_at=now, confirmed_at=None),
    ]
    store.people.update(lambda _: people)

    assert run_command("prune").stdout.endswith("and whose time is over: 2\n")
    assert [each.id for each in store.people.people()] == ["person-1", "person-4"]


@pytest.mark.parametrize("days", ["-5", "99999999999", "many"])
def test_prune_refuses_what_is_not_a_number_of_days(store: FileStore, days: str) -> None:
    result = run_command("prune", f"--days={days}")

    assert result.exit_code == 2
    assert "Invalid value for '--days'" in result.stderr
    assert store.decisions() == []


def test_erasing_on_request_is_recorded(store: FileStore) -> None:
    assert run_command("erase", "AM-0000-0002").stdout.startswith("AM-0000-0002 has been erased.")

    last = store.decisions()[-1]
    assert (last.verdict, last.application) == (Verdict.ERASE, "AM-0000-0002")
    assert (last.reviewer, last.note) == ("command line", "on request")
    assert store.applications()[1].contact_email == ""


def test_unknown_reference_is_an_error_in_one_line(store: FileStore) -> None:
    result = run_command("erase", "AM-NOBODY")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "AM-NOBODY" in result.stderr
    assert result.stderr.count("\n") == 1


def test_reviewers_are_added_listed_and_removed(store: FileStore) -> None:
    assert "no reviewers yet" in run_command("reviewer", "list").stdout
    assert run_command("reviewer", "add", "Robin").stdout.startswith("Passphrase of Robin: ")
    assert run_command("reviewer", "list").stdout == "Robin\n"
    unknown = run_command("reviewer", "remove", "Sam")
    assert unknown.exit_code == 1
    assert "Sam" in unknown.stderr
    assert "no longer a reviewer" in run_command("reviewer", "remove", "robin").stdout
    run_command("reviewer", "add", "Robin  of  Testland")
    assert run_command("reviewer", "list").stdout == "Robin of Testland\n"
    assert "no longer a reviewer" in run_command("reviewer", "remove", "robin of  testland").stdout
    assert "no reviewers yet" in run_command("reviewer", "list").stdout


@pytest.mark.parametrize("command", [("prune",), ("erase", "AM-0000-0001"), ("reviewer", "list")])
def test_folder_that_is_not_there_is_not_an_empty_one(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run_command(*command, AFFILIATES_DATA=str(tmp_path / "dta"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("dta: there is no such folder. Name the one with the data in AFFILIATES_DATA.\n")


@pytest.mark.parametrize(
    "command", [("prune",), ("erase", "AM-0000-0001"), ("reviewer", "add", "Robin"), ("reviewer", "remove", "Robin")]
)
def test_command_run_as_another_user_than_the_owner_of_the_data_refuses(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    before = {path: path.read_bytes() for path in (tmp_path / "review").iterdir()}
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    result = run_command(*command)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "and you are user 54321. Run this as " in result.stderr
    assert {path: path.read_bytes() for path in (tmp_path / "review").iterdir()} == before
    assert run_command("reviewer", "list").exit_code == 0


def test_command_run_as_another_user_works_where_it_is_told_to(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 54321)

    assert run_command("prune", "--any-user").exit_code == 0
    assert run_command("prune", AFFILIATES_ANY_USER="1").exit_code == 0


def test_command_of_root_leaves_every_file_to_the_app(store: FileStore, tmp_path: Path) -> None:
    """As for tests that nobody runs as root: then everything belongs to whoever runs them, before and after."""
    owner = 65534 if os.geteuid() == 0 else os.geteuid()
    for path in [tmp_path, *tmp_path.rglob("*")]:
        os.chown(path, owner, owner if os.geteuid() == 0 else -1)
    (tmp_path / "review" / "lock").unlink()
    run_command("erase", "--any-user", "AM-0000-0002")
    run_command("reviewer", "add", "--any-user", "Robin")
    store.record_decision(approval(1))

    written = [tmp_path, *tmp_path.rglob("*")]
    assert {path.name for path in written} >= {"lock", "applications.csv", "reviewers.csv", "decisions.csv", "history"}
    assert {path: path.stat().st_uid for path in written} == dict.fromkeys(written, owner)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "review").iterdir()} == {0o600}
