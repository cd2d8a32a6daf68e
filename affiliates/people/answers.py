"""What the links in letters to people open, and what their buttons do: confirm a wish, and erase it.

The link that confirms is signed and works for 30 days. The one that erases has a secret that is kept with the person:
it works as long as there is something to erase, whatever becomes of our keys.
"""

import hashlib
import json
import secrets
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from affiliates.people.sign_up import same_address
from affiliates.storage.contract.people import Person, PersonLetterKind
from affiliates.storage.contract.store import Store
from affiliates.upkeep.signed_links import read_signed, sign

# The purpose that links which confirm are signed for.
_CONFIRM = "people-confirm"
_SEPARATOR = "."


class PeopleLink(StrEnum):
    """What a link in a letter is for; it stands in its address."""

    CONFIRM = "confirm"
    LEAVE = "leave"


class PeopleLinkProblem(StrEnum):
    """Why a link does nothing."""

    NOT_OURS = "not_ours"
    EXPIRED = "expired"
    NOTHING_KEPT = "nothing_kept"


def link_token(store: Store, purpose: PeopleLink, person: Person, now: datetime) -> str:
    """The token of a link to a person; no address is in it. Raises ``StoreError``."""
    if purpose is PeopleLink.LEAVE:
        return f"{person.id}{_SEPARATOR}{person.leave_code}"
    return sign(store, _CONFIRM, person.id, now)


def open_link(store: Store, purpose: PeopleLink, token: str, now: datetime) -> Person | PeopleLinkProblem:
    """Whose link it is; changes nothing. Raises ``StoreError``."""
    if purpose is PeopleLink.LEAVE:
        person_id, _, code = token.partition(_SEPARATOR)
        person = _person(store, person_id)
        is_theirs = person and secrets.compare_digest(person.leave_code.encode(), code.encode())
        return person if person and is_theirs else PeopleLinkProblem.NOTHING_KEPT
    signed = read_signed(store, _CONFIRM, token, now)
    if signed is None or signed.is_expired:
        return PeopleLinkProblem.EXPIRED if signed else PeopleLinkProblem.NOT_OURS
    return _person(store, signed.value) or PeopleLinkProblem.NOTHING_KEPT


def confirm(store: Store, person: Person, now: datetime) -> None:
    """Keeps that the owner of the address wants what they saw, in place of what they wanted in this region before.

    Twice is once. Nothing happens where it was erased, or changed in this moment. Raises ``StoreError``.
    """

    def confirmed(people: list[Person]) -> list[Person]:
        kept = next((each for each in people if each.id == person.id), None)
        if kept is None or kept.confirmed_at or wish_mark(kept) != wish_mark(person):
            return people
        earlier = [each for each in people if each is not kept and _is_same(each, kept)]
        # That there is a group they have not heard yet: they ask again.
        letters = tuple(
            each for one in (*earlier, kept) for each in one.letters if each.kind is not PersonLetterKind.PUBLISHED
        )
        return [
            replace(each, confirmed_at=now, letters=letters) if each is kept else each
            for each in people
            if each not in earlier
        ]

    store.people.update(confirmed)


def forget(store: Store, person: Person) -> None:
    """Erases everything that is kept about the owner of an address, in every region. Raises ``StoreError``."""
    store.people.update(lambda people: [each for each in people if not same_address(each.email, person.email)])


def wish_mark(person: Person) -> str:
    """Another one for each wish: whoever confirms confirms what they saw, though a stranger has changed it since."""
    wish = (person.region, person.wants_news, person.would_help, person.first_name, person.sentence)
    return hashlib.sha256(json.dumps(wish).encode()).hexdigest()[:16]


def _person(store: Store, person_id: str) -> Person | None:
    return next((each for each in store.people.people() if each.id == person_id), None)


def _is_same(one: Person, other: Person) -> bool:
    return one.region == other.region and same_address(one.email, other.email)
