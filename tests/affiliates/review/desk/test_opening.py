"""What adds to an application that was published: never a second group; and links that are only spelled differently."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import Kind, extract_proposal
from affiliates.errors import Conflict, DecisionConflictError
from affiliates.review.service import ReviewService
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.files.store import FileStore
from tests.made_up import application, read_directory, row, write_directory

FIRST, SECOND, THIRD = (f"AM-0000-000{number}" for number in (1, 2, 3))


class Desk:
    """Three applications, each of which adds to the one before, and a reviewer who is signed in."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_directory(folder, row(900, website="https://made-up-900.example/"))
        self.store = FileStore(folder)
        for number, follows in ((1, ""), (2, FIRST), (3, SECOND)):
            same = application(1).proposal | {"city": f"City {number}"}
            kind = Kind.UPDATE if follows else Kind.NEW
            self.store.add(application(number, kind=kind, follows=follows, proposal=same))
        sign_ins = SignInRegistry(self.store.reviewers, {"Robin": "a"}.get)
        self.service = ReviewService(self.store, sign_ins, lambda: read_directory(folder).groups)
        self.robin = sign_ins.begin("Robin", datetime.now(UTC))

    def publish(self, reference: str, *, target: str | None = None) -> Decision:
        opened = self.service.open(self.robin, reference, target=target)
        return self.service.publish(
            self.robin,
            reference,
            opened.proposal,
            before=opened.before,
            expected_decision_id=opened.expected_decision_id,
        )

    def listed(self) -> list[str]:
        return list(read_directory(self.folder).groups["id"])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize(("published", "opened"), [(FIRST, SECOND), (FIRST, THIRD), (THIRD, FIRST), (SECOND, THIRD)])
def test_update_is_offered_as_a_change_of_the_group_that_was_published_meanwhile(
    desk: Desk, published: str, opened: str
) -> None:
    """One click listed the group twice."""
    desk.publish(published)
    found = desk.service.open(desk.robin, opened)
    assert (found.target, found.can_be_new) == ("made-up-group-1", False)
    assert desk.service.open(desk.robin, opened, target="").target == "made-up-group-1"
    assert desk.publish(opened).verdict is Verdict.MERGE

    assert desk.listed() == ["group-900", "made-up-group-1"]


def test_page_that_still_offers_a_new_group_lists_none_twice(desk: Desk) -> None:
    before = desk.service.open(desk.robin, SECOND)
    assert (before.target, before.can_be_new) == ("", True)
    desk.publish(FIRST)
    with pytest.raises(DecisionConflictError) as conflict:
        desk.service.publish(desk.robin, SECOND, before.proposal, before=None, expected_decision_id="")

    assert conflict.value.reason is Conflict.LISTED_MEANWHILE
    assert desk.listed() == ["group-900", "made-up-group-1"]


def test_update_is_a_group_of_its_own_once_the_publication_was_taken_back(desk: Desk) -> None:
    published = desk.publish(FIRST)
    desk.service.undo(desk.robin, published, expected_decision_id=published.decision_id)

    assert desk.service.open(desk.robin, SECOND).can_be_new
    desk.publish(SECOND)
    assert len(desk.listed()) == 2


def test_update_of_a_group_that_the_file_has_lost_is_no_new_group(desk: Desk) -> None:
    desk.publish(FIRST)
    write_directory(desk.folder, row(900))
    opened = desk.service.open(desk.robin, SECOND)

    assert (opened.target, opened.can_be_new) == (None, False)


def test_what_was_merged_into_a_listed_group_stays_with_it(desk: Desk) -> None:
    desk.publish(FIRST, target="group-900")

    assert desk.service.open(desk.robin, SECOND).target == "group-900"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("https://made-up-900.example", "https://made-up-900.example/"),
        ("https://www.Made-Up-900.example//?utm_source=mail", "https://made-up-900.example/"),
        ("http://made-up-900.example/", "http://made-up-900.example/"),
        ("https://made-up-900.example/Us", "https://made-up-900.example/Us"),
        ("", ""),
    ],
)
def test_link_that_is_only_spelled_differently_is_no_change(desk: Desk, sent: str, kept: str) -> None:
    proposal = extract_proposal(row(900)) | {"website": sent}
    desk.store.add(application(4, kind=Kind.UPDATE, group_id="group-900", whole_entry=True, proposal=proposal))

    assert desk.service.open(desk.robin, "AM-0000-0004").proposal["website"] == kept
