"""What reviewers do about links: decisions like any other, refused to whoever is not signed in."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.applications.decisions import Verdict
from affiliates.applications.model import Kind
from affiliates.errors import Conflict, DecisionConflictError, NotAllowedError
from affiliates.review.organizations import OrganizationReview
from affiliates.review.service import ReviewService
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.contract.links import LinkFinding
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.links.desk import LinkReview
from affiliates.upkeep.links.history import SEEN_FOR
from affiliates.upkeep.links.listed import ListedLink, links_not_to_show
from tests.made_up import (
    application,
    approval,
    look_at_link,
    read_directory,
    row,
    support_row,
    write_directory,
    write_support,
)

NOW = datetime.now(UTC)
OLD, NEW, CENTER = "http://old.example/", "https://new.example/", "https://center-1.example/"


class Desk:
    """Robin at the desk of a made-up directory."""

    def __init__(self, folder: Path) -> None:
        write_directory(folder, row(1, website=OLD), row(2, facebook="https://fb.com/made-up"), row(3, website=NEW))
        write_support(folder, support_row(1, website=CENTER))
        self.folder, self.store = folder, FileStore(folder)
        sign_ins = SignInRegistry(self.store.reviewers, {"Robin": "made-up hash"}.get)
        self.token = sign_ins.begin("Robin", NOW)
        groups = ReviewService(self.store, sign_ins, lambda: read_directory(folder).groups)
        organizations = OrganizationReview(self.store, sign_ins)
        self.review = LinkReview(self.store, groups, organizations, lambda: read_directory(folder).groups)
        self.groups = groups

    def faulty(self) -> list[tuple[str, LinkFinding, str]]:
        found = self.review.faulty(self.token, NOW.date())
        return [(each.link.entry_id, each.fault.finding, each.new_address) for each in found]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_worst_comes_first_and_an_address_that_may_not_stand_there_is_not_offered(desk: Desk) -> None:
    assert desk.faulty() == []
    look_at_link(desk.folder, "https://fb.com/made-up", LinkFinding.MOVED, moved_to="https://elsewhere.example/")
    look_at_link(desk.folder, OLD, LinkFinding.MOVED, moved_to=NEW)
    look_at_link(desk.folder, CENTER, LinkFinding.GONE)
    look_at_link(desk.folder, NEW, LinkFinding.GONE, weeks=0)
    look_at_link(desk.folder, "https://not-listed.example/", LinkFinding.GONE)

    assert desk.faulty() == [
        ("us-oh-made-up-1", LinkFinding.GONE, ""),
        ("group-1", LinkFinding.MOVED, NEW),
        ("group-2", LinkFinding.MOVED, ""),
    ]


def test_new_address_and_removal_are_decisions_that_can_be_undone(desk: Desk) -> None:
    look_at_link(desk.folder, OLD, LinkFinding.MOVED, moved_to=NEW)
    look_at_link(desk.folder, CENTER, LinkFinding.GONE)
    center, group = desk.review.faulty(desk.token, NOW.date())
    opened = desk.review.entry(desk.token, group.link)
    of_center = desk.review.entry(desk.token, center.link)
    assert opened
    assert of_center

    taken = desk.review.replace(desk.token, group.link, opened, group.new_address)
    removed = desk.review.replace(desk.token, center.link, of_center, "")
    assert (taken.verdict, taken.reviewer, taken.changed_columns) == (Verdict.EDIT, "Robin", ["website"])
    assert desk.faulty() == []
    assert desk.store.directory.entries()["group-1"]["website"] == NEW
    assert (desk.store.support.entry("us-oh-made-up-1") or {})["website"] == ""
    with pytest.raises(DecisionConflictError) as conflict:
        desk.review.replace(desk.token, group.link, opened, "")
    assert conflict.value.reason is Conflict.DECIDED

    for decision in (taken, removed):
        desk.groups.undo(desk.token, decision, expected_decision_id=decision.decision_id)
    assert [entry for entry, *_ in desk.faulty()] == ["us-oh-made-up-1", "group-1"]


def test_link_that_a_reviewer_saw_working_is_shown_again(desk: Desk) -> None:
    look_at_link(desk.folder, OLD, LinkFinding.GONE)
    (found,) = desk.review.faulty(desk.token, NOW.date())
    assert links_not_to_show(desk.store, NOW.date()) == {OLD}
    desk.review.keep(desk.token, found.link)

    assert desk.faulty() == []
    assert links_not_to_show(desk.store, NOW.date()) == set()
    assert desk.store.links.periods()[-1].reviewer == "Robin"
    ((link, seen),) = desk.review.left(desk.token, NOW.date())
    assert (link, seen.reviewer) == (found.link, "Robin")
    assert desk.review.left(desk.token, NOW.date() + SEEN_FOR) == []
    desk.review.stop_keeping(desk.token, link)
    assert desk.review.faulty(desk.token, NOW.date()) == [found]
    assert desk.review.left(desk.token, NOW.date()) == []


def test_group_is_asked_at_the_address_from_which_it_applied_and_no_stranger_is(desk: Desk) -> None:
    assert desk.review.contact(desk.token, "group-1") is None
    stranger = application(2, kind=Kind.CORRECTION, group_id="group-1")
    for number, sent in enumerate((application(1), stranger), 1):
        desk.store.add(sent)
        desk.store.record_decision(approval(number, group_id="group-1", before=None, after=None))

    contact = desk.review.contact(desk.token, "group-1")
    assert contact
    assert contact.reference == "AM-0000-0001"


def test_nothing_works_without_a_sign_in(desk: Desk) -> None:
    link = ListedLink(OLD, "website", "group-1", "Made-up Group 1")
    opened = desk.review.entry(desk.token, link)
    assert opened
    for action in (
        lambda: desk.review.faulty("forged", NOW.date()),
        lambda: desk.review.entry("forged", link),
        lambda: desk.review.replace("forged", link, opened, ""),
        lambda: desk.review.contact("forged", "group-1"),
        lambda: desk.review.keep("forged", link),
        lambda: desk.review.left("forged", NOW.date()),
        lambda: desk.review.stop_keeping("forged", link),
    ):
        with pytest.raises(NotAllowedError):
            action()
    assert (desk.store.decisions(), desk.store.links.periods()) == ([], [])
