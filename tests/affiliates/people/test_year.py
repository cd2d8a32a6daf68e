"""Two years of days, through a real mail server: who got what when, and who is forgotten."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from affiliates.people.answers import PeopleLink, forget, open_link
from affiliates.people.retention import forget_old
from affiliates.storage.contract.people import Person
from affiliates.storage.files.store import FileStore
from tests.affiliates.people.made_up import DAY, NOW, link, press, send, sign_up, wish
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import mail_server
from tests.made_up import row, write_directory

ASKED, TOLD = "Please confirm: a group in {place}", "There is a group in {place} now"
NEVER_CONFIRMS, LEAVES = "person-2", "person-4"
PUBLISHED = 100  # on this day there is a group in Ohio
# Those around which something may happen; on all others everybody waits.
DAYS = [*range(10), 36, 37, 38, 39, 99, 100, 101, 102, 190, 191, 192, 729, 730, 731]


def test_two_years_of_letters(tmp_path: Path) -> None:
    store, box = FileStore(write_directory(tmp_path)), Letterbox()
    wants: list[dict[str, Any]] = [{}, {}, {"would_help": True}, {}, {"region": "US-TX"}]
    for number, wanted in enumerate([*wants, {"would_help": True, "wants_news": False}], start=1):
        sign_up(store, wish(number, **wanted))
    on_day: dict[int, Callable[[], object]] = {
        7: lambda: sign_up(store, wish(2), NOW + 7 * DAY),
        8: lambda: sign_up(store, wish(2), NOW + 8 * DAY),
        PUBLISHED: lambda: write_directory(tmp_path, row(1)),
    }
    got: dict[str, list[tuple[int, str]]] = {}
    kept: dict[str, int] = {}
    with mail_server(box) as server:
        for day in DAYS:
            now, before = NOW + day * DAY, len(box.letters)
            on_day.get(day, lambda: None)()
            forget_old(store, now, has_mail=True)
            send(store, server, now)
            for letter in box.letters[before:]:
                who, about = str(letter["To"]).partition("@")[0], str(letter["Subject"])
                got.setdefault(who, []).append((day, about))
                if about.startswith("Please") and who != NEVER_CONFIRMS:
                    press(store, letter, PeopleLink.CONFIRM, now)
                if who == LEAVES:
                    found = open_link(store, PeopleLink.LEAVE, link(letter, PeopleLink.LEAVE).rpartition("=")[2], now)
                    assert isinstance(found, Person)
                    forget(store, found)
            kept |= dict.fromkeys((each.email.partition("@")[0] for each in store.people.people()), day)

    ohio, texas = ((0, ASKED.format(place=place)) for place in ("Ohio", "Texas"))
    news = (PUBLISHED + 1, TOLD.format(place="Ohio"))
    assert got == {
        "person-1": [ohio, news],
        "person-2": [ohio, (7, ohio[1])],  # signs up again a week later, and once more the day after
        "person-3": [ohio, news],
        "person-4": [ohio],
        "person-5": [texas],  # nobody starts a group there
        "person-6": [ohio, news],
    }
    # The last day on which each of them was kept.
    assert kept == {
        "person-1": PUBLISHED,
        "person-2": 36,
        "person-3": PUBLISHED + 90,
        "person-5": 729,
        "person-6": PUBLISHED + 90,
    }
