"""Which groups can be written to."""

import pytest

from affiliates.applications.decisions import Decision, Verdict
from affiliates.review.retention import erase_applications
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.upkeep.relay.sending import Delivery
from tests.affiliates.upkeep.mail import NOW
from tests.affiliates.upkeep.relay.post_office import GROUP, NOBODY, PostOffice, published_anew
from tests.made_up import decision


def test_only_a_group_whose_contact_can_be_written_to_is_reachable(office: PostOffice) -> None:
    assert office.reachable == {GROUP}

    erase_applications(office.store, ["AM-0000-0001"], reviewer="Robin")

    assert office.reachable == NOBODY
    assert office.sends() is Delivery.NOT_OFFERED
    published_anew(office.store)
    assert office.reachable == {GROUP}
    office.sends()
    assert office.letter()["To"] == "contact-2@made-up.example"


@pytest.mark.parametrize(
    "change", [{"email": "all@made-up.example"}, {"status": "paused"}, {"status": "inactive"}, None]
)
def test_group_that_is_gone_paused_or_shows_an_address_is_not_written_to(
    office: PostOffice, change: dict[str, str] | None
) -> None:
    entry = office.store.directory.entry(GROUP) or {}
    after = {**entry, **change} if change else None
    office.store.record_decision(
        decision(3, verdict=Verdict.EDIT, application="", group_id=GROUP, before=entry, after=after)
    )

    assert office.sends() is Delivery.NOT_OFFERED
    assert office.box.letters == []


def test_what_is_kept_of_many_is_worked_out_once(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[int] = []
    read = office.store.decisions

    def counted() -> list[Decision]:
        reads.append(1)
        return read()

    monkeypatch.setattr(office.store, "decisions", counted)

    for _ in range(50):
        assert office.reachable == {GROUP}
    assert len(reads) == 1
    office.store.letters.record(LetterEvent("q", GROUP, "AM-0000-0001", 0, LetterStep.NO_MESSAGES, NOW))
    assert office.reachable == NOBODY
    assert len(reads) == 2


def test_log_that_cannot_be_read_offers_nothing_and_is_said_once(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    (office.folder / "review/decisions.csv").write_bytes(b"another program\r")

    assert [office.reachable for _ in range(3)] == [NOBODY] * 3
    assert caplog.text.count("Nobody can be written to") == 1
