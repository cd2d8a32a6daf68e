"""What reviewers see of people who want a group where they live, and what they may do for them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from affiliates.errors import Conflict, DecisionConflictError
from affiliates.geo.regions import region_names
from affiliates.people.outbox import told
from affiliates.people.sending import after_step
from affiliates.review.sign_in import SignInRegistry
from affiliates.storage.contract.people import Person, PersonLetter, PersonLetterKind, PersonLetterStep
from affiliates.storage.contract.store import Store

MAX_SUBJECT, MAX_TEXT = 150, 4000
_UNTOLD = {PersonLetterStep.WAITING, PersonLetterStep.FAILED}


@dataclass(frozen=True)
class RegionPeople:
    """The people of one region, in the order in which they asked: at least one."""

    region: str
    people: tuple[Person, ...]

    @property
    def helpers(self) -> tuple[Person, ...]:
        """Those who would help to start a group, confirmed or not."""
        return tuple(each for each in self.people if each.would_help)

    @property
    def confirmed_helpers(self) -> tuple[Person, ...]:
        """Those of them who can be written to."""
        return tuple(each for each in self.helpers if each.confirmed_at)

    @property
    def waiting_for_news(self) -> tuple[Person, ...]:
        """Those who want to be told when there is a group."""
        return tuple(each for each in self.people if each.wants_news)

    @property
    def to_be_told(self) -> tuple[Person, ...]:
        """Those in whose region there is a group by now, and who did not hear of it."""
        return tuple(each for each in self.people if (news := told(each)) and news.step in _UNTOLD)


class PeopleReview:
    """What reviewers may do; asks who does it and raises as ``ReviewService`` does."""

    def __init__(self, store: Store, sign_ins: SignInRegistry, *, is_active: bool = True) -> None:
        """Works on a store, for those who are signed in, as ``ReviewService`` does."""
        self._store = store
        self._sign_ins = sign_ins
        self._is_active = is_active

    def by_region(self, token: str | None) -> list[RegionPeople]:
        """Everybody, by the names of the regions."""
        self._reviewer(token)
        people = self._store.people.people()
        there = {each.region for each in people}
        return [
            RegionPeople(region, tuple(each for each in people if each.region == region))
            for region in sorted(there, key=lambda code: region_names().get(code, code))
        ]

    def remove(self, token: str | None, person: Person) -> None:
        """Erases one person in one region."""
        self._reviewer(token)
        self._store.people.update(lambda people: [each for each in people if each.id != person.id])

    def send_again(self, token: str | None, person: Person, letter: PersonLetter) -> None:
        """Has a letter sent once more of which nobody knows whether it went, or that came back."""
        self._reviewer(token)
        again = replace(letter, step=PersonLetterStep.WAITING, at=datetime.now(UTC), tries=0)
        self._change(person, letter, lambda kept: _with_letter(kept, letter, again))

    def note_told(self, token: str | None, region: RegionPeople) -> None:
        """Notes that the reviewer told those who asked of the group that there is now: they have what they wanted."""
        self._reviewer(token)
        ids, now = {each.id for each in region.to_be_told}, datetime.now(UTC)

        def change(people: list[Person]) -> list[Person]:
            noted = (_noted(each, now) if each.id in ids else each for each in people)
            return [each for each in noted if each]

        self._store.people.update(change)

    def write(self, token: str | None, region: str, subject: str, text: str, message_id: str) -> int:
        """Has a letter sent to each confirmed person of a region who would help; returns to how many.

        ``message_id`` is another one for each message: sent twice, it goes out once.
        """
        self._reviewer(token)
        letter = PersonLetter(
            message_id,
            PersonLetterKind.MESSAGE,
            PersonLetterStep.WAITING,
            datetime.now(UTC),
            subject=" ".join(subject.split())[:MAX_SUBJECT],
            text=text.strip()[:MAX_TEXT],
        )
        receivers = 0

        def change(people: list[Person]) -> list[Person]:
            nonlocal receivers
            to = {each.id for each in people if each.region == region and each.would_help and each.confirmed_at}
            to -= {each.id for each in people if any(one.id == message_id for one in each.letters)}
            receivers = len(to)
            return [replace(each, letters=(*each.letters, letter)) if each.id in to else each for each in people]

        self._store.people.update(change)
        return receivers

    def _change(self, person: Person, letter: PersonLetter, change: Callable[[Person], Person]) -> None:
        def changed(people: list[Person]) -> list[Person]:
            kept = next((each for each in people if each.id == person.id), None)
            if kept is None or letter not in kept.letters:
                raise DecisionConflictError(Conflict.STATE_CHANGED)
            return [change(each) if each is kept else each for each in people]

        self._store.people.update(changed)

    def _reviewer(self, token: str | None) -> str:
        return self._sign_ins.reviewer(token, datetime.now(UTC), is_active=self._is_active)


def _noted(person: Person, now: datetime) -> Person | None:
    news = told(person)
    if not news or news.step not in _UNTOLD:
        return person
    sent = replace(news, step=PersonLetterStep.SENT, at=now)
    return after_step(_with_letter(person, news, sent), sent)


def _with_letter(person: Person, before: PersonLetter, after: PersonLetter) -> Person:
    return replace(person, letters=tuple(after if each == before else each for each in person.letters))
