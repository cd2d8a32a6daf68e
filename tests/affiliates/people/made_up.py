"""People who want a group where they live, all of them made up, and what a mail server brings them."""

import re
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Any

from affiliates.people.answers import PeopleLink, confirm, open_link
from affiliates.people.sending import SentLetter, notice_groups, send_letters
from affiliates.people.sign_up import SignUp, SignUpOutcome, SignUps
from affiliates.review.mail import MailServer
from affiliates.storage.contract.people import Person
from affiliates.storage.contract.store import Store
from tests.affiliates.upkeep.mail import BASE_URL, parts

NOW = datetime(2026, 5, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
SENDER = "198.51.100.7"


def person(number: int = 1, **values: Any) -> Person:
    """Somebody in Ohio who asked to be told, and confirmed it, with the given values instead of their own."""
    return Person(
        **{
            "id": f"person-{number}",
            "region": "US-OH",
            "wants_news": True,
            "would_help": False,
            "email": f"person-{number}@made-up.example",
            "first_name": "",
            "sentence": "",
            "language": "en",
            "asked_at": NOW,
            "leave_code": f"code-{number}",
            "confirmed_at": NOW,
            **values,
        }
    )


def wish(number: int = 1, **values: Any) -> SignUp:
    """What somebody asks for: to be told of a group in Ohio, with the given values instead."""
    given = {"region": "US-OH", "wants_news": True, "would_help": False, "first_name": "", "sentence": ""}
    return SignUp(**{**given, "email": f"person-{number}@made-up.example", "language": "en", **values})


def sign_up(store: Store, wanted: SignUp, now: datetime = NOW) -> SignUpOutcome:
    """Signs somebody up who took their time."""
    return SignUps(store).take(wanted, SENDER, now, opened_at=now - timedelta(minutes=1), honeypot="")


def send(store: Store, server: MailServer, now: datetime = NOW) -> list[SentLetter]:
    """Sends what is due, and lets news of groups be noticed before."""
    notice_groups(store, now)
    return list(send_letters(store, now, base_url=BASE_URL, server=server))


def press(store: Store, letter: Message, purpose: PeopleLink, now: datetime = NOW) -> None:
    """Presses the button behind the link in a letter that confirms."""
    found = open_link(store, purpose, link(letter, purpose).rpartition("?t=")[2], now)
    assert isinstance(found, Person)
    confirm(store, found, now)


def link(letter: Message, purpose: PeopleLink) -> str:
    """The address of a link in the text of a letter; empty where there is none."""
    found = re.findall(rf"^{BASE_URL}people/{purpose}\?t=\S+$", parts(letter)[0], re.MULTILINE)
    return str(found[0]) if found else ""
