"""A message that came back, and what passes for one."""

import hashlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from affiliates.upkeep.contacts import GroupContact, contact_mark, contacts_by_mark, group_contacts
from affiliates.upkeep.reminders.returned import CONTACT_HEADER, record_returned
from tests.affiliates.upkeep.mail import DAY, NOW, parts
from tests.affiliates.upkeep.relay.post_office import GROUP, NOBODY, PostOffice, published_anew


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
