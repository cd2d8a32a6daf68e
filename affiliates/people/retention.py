"""How long people are kept: nobody for longer than what they asked for needs."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from affiliates.storage.contract.people import Person, PersonLetterKind, PersonLetterStep
from affiliates.storage.contract.store import Store

# From the last letter that asked, with the link in it, or from when they asked where no letter went.
UNCONFIRMED_FOR = timedelta(days=30)
AFTER_A_GROUP_FOR = timedelta(days=90)  # from the letter to those who would help
KEPT_FOR = timedelta(days=730)  # from when they confirmed, or asked where nobody is sent letters


def forget_old(store: Store, now: datetime, *, has_mail: bool) -> int:
    """Erases everybody whose time is over; returns how many. Raises ``StoreError``.

    Without mail (``has_mail``) nobody can confirm, and those who asked are kept like those who did.
    """
    forgotten = 0

    def keep(people: list[Person]) -> list[Person]:
        nonlocal forgotten
        kept = [each for each in people if now < kept_until(each, has_mail=has_mail)]
        forgotten = len(people) - len(kept)
        return kept

    if any(now >= kept_until(each, has_mail=has_mail) for each in store.people.people()):
        store.people.update(keep)
    return forgotten


def kept_until(person: Person, *, has_mail: bool) -> datetime:
    """When a person is erased at the latest, where letters are sent or are not."""
    asked = _moments(person, PersonLetterKind.CONFIRM, but={PersonLetterStep.WAITING, PersonLetterStep.FAILED})
    if not person.confirmed_at and (asked or has_mail):
        return max(asked, default=person.asked_at) + UNCONFIRMED_FOR
    told = _moments(person, PersonLetterKind.PUBLISHED, but=set(PersonLetterStep) - {PersonLetterStep.SENT})
    last = (person.confirmed_at or person.asked_at) + KEPT_FOR
    return min([last, *(each + AFTER_A_GROUP_FOR for each in told)])


def _moments(person: Person, kind: PersonLetterKind, *, but: Iterable[PersonLetterStep]) -> list[datetime]:
    return [each.at for each in person.letters if each.kind is kind and each.step not in but]
