"""A visitor's message on its way to a group, through a mail server that reads it; and what ends that."""

import hashlib
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import Kind
from affiliates.review.mail import MailServer
from affiliates.review.retention import erase_applications
from affiliates.storage.contract.letters import LetterEvent, LetterStep
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.contacts import GroupContact, contact_mark, contacts_by_mark, group_contacts
from affiliates.upkeep.relay.farewell import say_that_messages_ended
from affiliates.upkeep.relay.message import VisitorMessage
from affiliates.upkeep.relay.opt_out import open_wish_link, record_wish
from affiliates.upkeep.relay.reachable import ReachableGroups
from affiliates.upkeep.relay.sending import Delivery, pass_on
from affiliates.upkeep.reminders.answers import LinkProblem, OpenedLink, Purpose, open_link
from affiliates.upkeep.reminders.returned import CONTACT_HEADER, record_returned
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import BASE_URL, DAY, NOW, mail_server, parts, store_with, to_ask, token
from tests.browser.app import free_port
from tests.made_up import application, decision, row

GROUP = "group-1"
MESSAGE = VisitorMessage("What can we do?\nIt was on Monday.", "robin@made-up.example", "Robin")
NOBODY = frozenset[str]()


class PostOffice:
    """A store with a group, and a mail server that keeps what it is handed."""

    def __init__(self, folder: Path, server: MailServer, box: Letterbox) -> None:
        self.folder, self.server, self.box = folder, server, box
        self.store = store_with(folder, 100)
        self._reachable = ReachableGroups(self.store)

    def sends(self, message: VisitorMessage = MESSAGE) -> Delivery:
        return pass_on(self.store, GROUP, message, NOW, base_url=BASE_URL, server=self.server)

    def letter(self) -> EmailMessage:
        (letter,) = self.box.letters
        assert isinstance(letter, EmailMessage)
        return letter

    def stop_link(self) -> OpenedLink:
        link = open_wish_link(self.store, Purpose.NO_MESSAGES, self.stop_token(), NOW + DAY)
        assert isinstance(link, OpenedLink)
        return link

    def stop_token(self) -> str:
        return token(parts(self.letter())[0].rstrip().splitlines()[-1])

    @property
    def reachable(self) -> frozenset[str]:
        return self._reachable.ids()


@pytest.fixture(scope="module")
def posted() -> Iterator[tuple[MailServer, Letterbox]]:
    box = Letterbox()
    with mail_server(box) as server:
        yield server, box


@pytest.fixture
def office(tmp_path: Path, posted: tuple[MailServer, Letterbox]) -> PostOffice:
    server, box = posted
    box.letters.clear()
    return PostOffice(tmp_path, server, box)


def test_letter_says_who_wrote_what_and_how_to_answer_and_to_stop(office: PostOffice) -> None:
    assert office.sends() is Delivery.SENT

    letter = office.letter()
    plain, html = parts(letter)
    assert (letter["To"], letter["Reply-To"]) == ("contact-1@made-up.example", MESSAGE.email)
    assert letter["Subject"] == "A message to Made-up Group 1 through the affiliate map"
    assert "> What can we do?\n> It was on Monday.\n" in plain
    assert "What can we do?\nIt was on Monday.</blockquote>" in html
    for text in (plain, html):
        assert "First name: Robin" in text
        assert "your answer goes straight to robin@made-up.example" in text
        assert f"{BASE_URL}?region=US-OH#group-group-1" in text
        assert f"{BASE_URL}our-entry/no-messages?t=" in text
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    for outside in ("<img", "<script", "src=", "url("):
        assert outside not in html


def test_letter_is_in_the_language_of_the_application(tmp_path: Path, posted: tuple[MailServer, Letterbox]) -> None:
    server, box = posted
    box.letters.clear()
    store = store_with(tmp_path, 100, language="es")

    assert pass_on(store, GROUP, MESSAGE, NOW, base_url=BASE_URL, server=server) is Delivery.SENT
    plain, html = parts(box.letters[0])
    assert "lang=es#group-group-1" in plain
    assert '<html lang="es"' in html


def test_head_names_nobody_but_who_is_written_to_and_answered(office: PostOffice) -> None:
    office.sends()
    head = {name: value for name, value in office.letter().items() if name not in {"To", "Reply-To", "From"}}

    for private in ("contact-1", "robin", "Robin", "AM-0000-0001", "Monday"):
        assert private not in str(head)


@pytest.mark.parametrize("name", ["Robin\r\nBcc: victim@made-up.example", "=?utf-8?q?x?=", "家長 🏫"])
def test_no_name_and_no_message_becomes_a_header_or_a_receiver(office: PostOffice, name: str) -> None:
    office.sends(VisitorMessage(f"{name}\r\n.\r\nMAIL FROM:<x>\r\n\r\nSubject: taken", MESSAGE.email, name))

    letter = office.letter()
    assert (letter["Bcc"], letter["To"]) == (None, "contact-1@made-up.example")
    assert letter.get_all("Subject") == ["A message to Made-up Group 1 through the affiliate map"]
    assert "> MAIL FROM:<x>" in parts(letter)[0]


def test_address_that_would_be_a_second_header_sends_nothing(office: PostOffice) -> None:
    forged = VisitorMessage("Hello", "a@made-up.example\r\nBcc: victim@made-up.example")

    assert office.sends(forged) is not Delivery.SENT
    assert office.box.letters == []


def published_anew(store: FileStore, **values: Any) -> None:
    """The group applied once more, through another contact."""
    entry = store.directory.entry(GROUP)
    store.add(application(2, kind=Kind.UPDATE, group_id=GROUP, **values))
    renewed = {"before": entry, "after": {**(entry or {}), "city": "Other City"}, "decided_at": NOW}
    store.record_decision(decision(2, verdict=Verdict.APPROVE, group_id=GROUP, **renewed))


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


def test_group_that_wants_no_messages_gets_none_whoever_is_its_contact(office: PostOffice) -> None:
    office.sends()
    link = office.stop_link()
    assert office.reachable == {GROUP}  # looking at the link changes nothing

    assert [record_wish(office.store, link, NOW + DAY) for _ in range(2)] == [True, False]
    assert [each.step for each in office.store.letters.events()] == [LetterStep.NO_MESSAGES]
    assert office.reachable == NOBODY
    published_anew(office.store)
    assert office.reachable == NOBODY
    assert office.sends() is Delivery.NOT_OFFERED
    due, _ = to_ask(office.store, NOW + 400 * DAY)
    assert [each.group_id for each in due] == [GROUP]  # the yearly question is another wish


def test_group_whose_messages_somebody_else_ended_hears_of_it_and_has_them_again(office: PostOffice) -> None:
    office.sends()
    leaked, link = office.stop_token(), office.stop_link()
    record_wish(office.store, link, NOW + DAY)
    office.box.letters.clear()
    say_that_messages_ended(office.store, link, NOW + DAY, base_url=BASE_URL, server=office.server)

    told = str(office.letter().get_content())
    assert office.letter()["To"] == "contact-1@made-up.example"
    assert office.letter()["Auto-Submitted"] == "auto-generated"
    assert "families can no longer write to Made-up Group 1" in told
    (address,) = [line for line in told.split() if line.startswith(BASE_URL)]
    again = open_wish_link(office.store, Purpose.MESSAGES, token(address), NOW + DAY)
    assert isinstance(again, OpenedLink)
    assert record_wish(office.store, again, NOW + DAY)
    assert office.reachable == {GROUP}
    assert open_wish_link(office.store, Purpose.NO_MESSAGES, leaked, NOW + DAY) is LinkProblem.CONTACT_CHANGED
    office.box.letters.clear()
    office.sends()
    assert isinstance(open_wish_link(office.store, Purpose.NO_MESSAGES, office.stop_token(), NOW), OpenedLink)


def test_link_ends_with_its_contact_and_opens_nothing_else(office: PostOffice) -> None:
    office.sends()
    stop = office.stop_token()
    assert "made-up.example" not in stop

    assert open_link(office.store, Purpose.STOP, stop, NOW) is LinkProblem.NOT_OURS
    assert open_wish_link(office.store, Purpose.MESSAGES, stop, NOW) is LinkProblem.NOT_OURS
    assert open_wish_link(office.store, Purpose.NO_MESSAGES, stop[:-1], NOW) is LinkProblem.NOT_OURS
    assert isinstance(
        open_wish_link(office.store, Purpose.NO_MESSAGES, stop, NOW + 60 * DAY), OpenedLink
    )  # a wish does not grow old
    published_anew(office.store)
    assert open_wish_link(office.store, Purpose.NO_MESSAGES, stop, NOW) is LinkProblem.CONTACT_CHANGED


def test_server_that_is_down_keeps_nothing_and_says_so(office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    office.server = MailServer("127.0.0.1", "desk@made-up.example", free_port(), "none")

    assert office.sends() is Delivery.FAILED
    assert office.store.letters.events() == []
    assert office.reachable == {GROUP}
    for private in ("robin", "Robin", "Monday", "contact-1"):
        assert private not in caplog.text


class Refusing(Letterbox):
    """A mail server that knows nobody."""

    async def handle_RCPT(self, *_: object) -> str:  # noqa: N802 (aiosmtpd's name)
        return "550 5.1.1 nobody here"


def test_address_that_the_server_does_not_know_is_offered_no_more(office: PostOffice) -> None:
    with mail_server(Refusing()) as server:
        office.server = server
        assert office.sends() is Delivery.NOT_OFFERED

    assert office.reachable == NOBODY
    (returned,) = office.store.letters.events()
    assert (returned.step, returned.application) == (LetterStep.RETURNED, "AM-0000-0001")


class Halting(Letterbox):
    """A mail server that does not say whether it took a letter."""

    async def handle_DATA(self, server: Any, *_: object) -> str:  # noqa: N802
        server.transport.abort()
        return ""


def test_letter_of_which_nobody_knows_is_said_to_be_one(office: PostOffice) -> None:
    with mail_server(Halting()) as server:
        office.server = server
        assert office.sends() is Delivery.UNKNOWN


def returned_mail(letter: EmailMessage) -> bytes:
    """What a mail server sends back, with the head of a letter only (RFC 3462)."""
    head = "".join(f"{name}: {value}\r\n" for name, value in letter.items())
    return (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Action: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        + head
        + "\r\n--b--\r\n"
    ).encode()


def test_message_that_came_back_ends_the_offer_until_there_is_another_contact(
    office: PostOffice, tmp_path: Path
) -> None:
    office.sends()
    mails = tmp_path / "returned"
    mails.mkdir()
    (mails / "1").write_bytes(returned_mail(office.letter()))

    found = [len(record_returned(office.store, mails, NOW)) for _ in range(2)]

    assert found == [1, 0]
    assert office.reachable == NOBODY
    published_anew(office.store)
    assert office.reachable == {GROUP}


def test_answer_of_the_group_does_not_let_its_receiver_make_up_such_a_mail(office: PostOffice) -> None:
    office.sends()
    letter = office.letter()
    mark = str(letter[CONTACT_HEADER])

    assert list(contacts_by_mark(office.store, contacts_of(office), NOW).values()) == ["AM-0000-0001"] * 2
    assert contacts_by_mark(office.store, contacts_of(office), NOW)[mark] == "AM-0000-0001"
    assert mark not in "".join(parts(letter)).replace(office.stop_token(), "")
    assert mark not in letter["Message-ID"]  # which an answer repeats


def contacts_of(office: PostOffice) -> list[GroupContact]:
    return list(group_contacts(office.store.applications(), office.store.decisions()).values())


@pytest.mark.parametrize(("age", "counts"), [(0, True), (400, False)])
def test_mark_that_whoever_knows_the_reference_can_make_counts_for_letters_from_before_alone(
    office: PostOffice, tmp_path: Path, age: int, counts: bool
) -> None:
    office.sends()
    letter = office.letter()
    del letter[CONTACT_HEADER]
    letter[CONTACT_HEADER] = hashlib.sha256(b"contact AM-0000-0001").hexdigest()[:32]
    (tmp_path / "returned").mkdir()
    (tmp_path / "returned/1").write_bytes(returned_mail(letter))

    assert bool(record_returned(office.store, tmp_path / "returned", NOW + age * DAY)) is counts


def test_mark_counts_as_long_as_the_key_that_made_it(office: PostOffice) -> None:
    made = [contact_mark(office.store, contacts_of(office)[0], NOW + day * DAY) for day in (0, 89, 90, 120, 200)]

    assert made[0] == made[1] != made[2] == made[3]
    known = contacts_by_mark(office.store, contacts_of(office), NOW + 365 * DAY)
    assert [mark in known for mark in made] == [False, False, True, True, True]


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


def test_letter_is_whole_as_it_is_read_by_a_mail_program(office: PostOffice) -> None:
    office.sends(VisitorMessage("Ça suffit ! " * 100 + "\n家長 🏫", MESSAGE.email))
    again = BytesParser(policy=policy.default).parsebytes(office.letter().as_bytes())

    assert "家長 🏫" in parts(again)[0]
    assert again.defects == []
    assert row(1)["name"] in str(again["Subject"])
