"""Two years of weekly runs, through a real mail server: who got what when."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from affiliates.review.mail import MailServer
from affiliates.storage.files.store import FileStore
from affiliates.upkeep.reminders.answers import (
    OpenedLink,
    Purpose,
    confirm_entry,
    open_link,
    report_closed,
    stop_asking,
)
from affiliates.upkeep.reminders.sending import send_letters
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import BASE_URL, links, mail_server, parts, store_with, to_ask, token

# A day on which somebody verified an entry is never one that is still to come.
START = datetime(2021, 1, 4, 6, tzinfo=UTC)
WEEK = timedelta(days=7)
ACTIONS = {Purpose.STILL_RIGHT: confirm_entry, Purpose.CLOSED: report_closed, Purpose.STOP: stop_asking}
# What each contact presses, two days after a letter.
ANSWERS = {"contact-2": Purpose.STILL_RIGHT, "contact-3": Purpose.CLOSED, "contact-4": Purpose.STOP}
ANSWERS_THE_SECOND = "contact-5"


def run(store: FileStore, box: Letterbox, week: int, server: MailServer) -> list[str]:
    """Sends what is due in a week, has those answer who answer, and returns who got a letter."""
    now, before = START + week * WEEK, len(box.letters)
    letters, _ = to_ask(store, now)
    list(send_letters(store, letters, now, base_url=BASE_URL, server=server))
    got = []
    for letter in box.letters[before:]:
        contact = str(letter["To"]).partition("@")[0]
        got.append(contact)
        answer = ANSWERS.get(contact)
        if contact == ANSWERS_THE_SECOND and "the last time" in parts(letter)[0]:
            answer = Purpose.STILL_RIGHT
        if answer:
            link = open_link(store, answer, token(links(letter)[answer]), now + timedelta(days=2))
            assert isinstance(link, OpenedLink)
            ACTIONS[answer](store, link, now + timedelta(days=2))
    return got


def test_two_years_of_letters(tmp_path: Path) -> None:
    # Published 334 days ago, but for the last one, which is asked when its time comes.
    store, box = store_with(tmp_path, 334, 334, 334, 334, 334, 34, now=START), Letterbox()
    got: dict[str, list[int]] = {}
    with mail_server(box) as server:
        for week in range(106):
            for contact in run(store, box, week, server):
                got.setdefault(contact, []).append(week)

    assert got == {
        "contact-1": [0, 2],  # never answers, and is never asked again
        "contact-2": [0, 53],  # says once a year that all is right
        "contact-3": [0],  # has closed, which waits at the desk
        "contact-4": [0],  # does not want to be asked
        "contact-5": [0, 2, 55, 57],  # answers the second letter
        "contact-6": [43, 45],
    }
