"""Decisions that an import or a copy over the file took out of it: found, published again, or left as the file says."""

from collections.abc import Callable

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.errors import DecisionConflictError, NotAllowedError
from affiliates.review.file.lost_decisions import lost_decisions
from affiliates.review.file.review import FileReview
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.files.directory.lists import FileDirectory
from tests.affiliates.review.conftest import Desk
from tests.made_up import read_directory, row, write_directory


@pytest.fixture
def before(desk: Desk) -> bytes:
    """The file as it was before anything was decided: what somebody copies back."""
    return (desk.folder / "affiliates.csv").read_bytes()


def file_of(desk: Desk) -> FileReview:
    sign_ins = SignInRegistry(desk.store.reviewers, {"Robin": "a", "Sam": "b"}.get)
    return FileReview(desk.store, sign_ins, lambda: read_directory(desk.folder).groups)


def copies_back(desk: Desk, content: bytes) -> None:
    (desk.folder / "affiliates.csv").write_bytes(content)


def changes(desk: Desk, **values: str) -> None:
    opened = desk.service.open_group(desk.robin, "group-900")
    assert opened
    values = {**opened.entry, **values}
    expected = opened.expected_decision_id
    desk.service.change(desk.robin, values, before=opened.entry, expected_decision_id=expected)


class ReadOnce(FileDirectory):
    """A directory whose file is read once: each time takes long after an import of thousands of groups."""

    def entry(self, group_id: str) -> dict[str, str] | None:
        raise AssertionError(f"the whole file is read for {group_id}")


def test_thousands_of_groups_that_are_not_shown_yet_are_looked_up_at_once(desk: Desk) -> None:
    made = desk.publish()
    not_shown_yet = read_directory(desk.folder).groups.query("id == 'group-900'")

    assert lost_decisions([made], not_shown_yet, ReadOnce(desk.folder)) == []


def test_nothing_is_lost_while_the_file_says_what_was_decided(desk: Desk) -> None:
    made = desk.publish()
    changes(desk, city="Toledo")
    changes(desk, status="paused")
    desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)

    assert file_of(desk).lost(desk.robin) == []


def test_group_that_a_copy_over_the_file_lost_is_published_again(desk: Desk, before: bytes) -> None:
    made = desk.publish()
    copies_back(desk, before)
    (lost,) = file_of(desk).lost(desk.robin)
    assert (lost.group_id, lost.name, lost.entry) == ("made-up-group-1", "Made-up Group 1", None)
    decided = file_of(desk).publish_again(desk.sam, lost)

    assert desk.entry("made-up-group-1") == made.after
    assert (decided.verdict, decided.reviewer) == (Verdict.PUBLISH_AGAIN, "Sam")
    assert file_of(desk).lost(desk.robin) == []


def test_change_that_an_import_took_back_is_published_again_over_what_else_is_new(desk: Desk, before: bytes) -> None:
    changes(desk, city="Toledo", email="hello@made-up.example")
    write_directory(desk.folder, row(900, name="Listed Before", description="By hand", city="Akron"))
    (lost,) = file_of(desk).lost(desk.robin)
    assert lost.decided == {"city": "Toledo", "email": "hello@made-up.example"}
    assert lost.present == {"city": "Akron", "email": ""}
    file_of(desk).publish_again(desk.robin, lost)

    entry = desk.entry("group-900") or {}
    assert [entry[column] for column in ("city", "email", "description")] == [
        "Toledo",
        "hello@made-up.example",
        "By hand",
    ]


def test_change_by_hand_of_what_nobody_decided_is_no_loss(desk: Desk) -> None:
    changes(desk, city="Toledo")
    write_directory(desk.folder, row(900, name="New name", city="Toledo"), row(901))

    assert file_of(desk).lost(desk.robin) == []


def test_group_that_was_taken_back_and_is_in_the_file_again(desk: Desk) -> None:
    made = desk.publish()
    content = (desk.folder / "affiliates.csv").read_bytes()
    desk.service.undo(desk.robin, made, expected_decision_id=made.decision_id)
    copies_back(desk, content)
    (lost,) = file_of(desk).lost(desk.robin)
    assert lost.after is None
    file_of(desk).publish_again(desk.robin, lost)

    assert desk.entry("made-up-group-1") is None


def test_file_that_is_accepted_counts_until_the_next_decision(desk: Desk, before: bytes) -> None:
    changes(desk, city="Toledo")
    copies_back(desk, before)
    (lost,) = file_of(desk).lost(desk.robin)
    accepted = file_of(desk).accept(desk.robin, lost)
    assert file_of(desk).lost(desk.robin) == []
    assert desk.entry("group-900") == lost.entry

    desk.service.undo(desk.robin, accepted, expected_decision_id=accepted.decision_id)
    assert [each.group_id for each in file_of(desk).lost(desk.robin)] == ["group-900"]


def test_row_that_cannot_be_shown_is_looked_up_in_the_file(desk: Desk) -> None:
    changes(desk, city="Toledo")
    write_directory(desk.folder, row(900, city="Toledo", regions="US-ZZ"))
    assert file_of(desk).lost(desk.robin) == []
    write_directory(desk.folder, row(900, city="Akron", regions="US-ZZ"))

    assert [each.present for each in file_of(desk).lost(desk.robin)] == [{"city": "Akron"}]


def test_as_many_are_found_as_were_asked_for(desk: Desk, before: bytes) -> None:
    for number in (1, 2, 3):
        desk.publish(number)
    copies_back(desk, before)

    assert len(file_of(desk).lost(desk.robin, limit=2)) == 2
    assert len(file_of(desk).lost(desk.robin)) == 3


def test_who_was_faster_counts_and_strangers_see_nothing(desk: Desk, before: bytes) -> None:
    changes(desk, city="Toledo")
    copies_back(desk, before)
    (lost,) = file_of(desk).lost(desk.robin)
    file_of(desk).publish_again(desk.sam, lost)

    with pytest.raises(DecisionConflictError):
        file_of(desk).accept(desk.robin, lost)
    forged: list[Callable[[str], object]] = [
        lambda token: file_of(desk).publish_again(token, lost),
        lambda token: file_of(desk).accept(token, lost),
        file_of(desk).lost,
        file_of(desk).content,
        file_of(desk).last_decision_id,
    ]
    assert len(forged) == len([name for name in vars(FileReview) if not name.startswith("_")])
    for act in forged:
        with pytest.raises(NotAllowedError):
            act("forged")
