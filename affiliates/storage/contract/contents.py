"""Everything that a store keeps, to be copied into another one or compared with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from affiliates.applications.batches import MANY, Batch
from affiliates.applications.decisions import Decision
from affiliates.applications.model import Application
from affiliates.storage.contract.drafts import ListDraft
from affiliates.storage.contract.letters import LetterEvent, LinkKey
from affiliates.storage.contract.links import LinkPeriod
from affiliates.storage.contract.people import Person
from affiliates.storage.contract.reviewers import KnownBrowser, SignIn, SignInAttempt
from affiliates.storage.contract.store import Announced, Store
from affiliates.storage.entries.versions import ListVersion


@dataclass(frozen=True)
class Contents:
    """Everything in its order; only the versions of the lists are read when they are needed.

    ``batches`` are by the id of their decision, ``drafts`` with the lists as they were uploaded, by reviewer;
    ``written_letters`` by application and number. ``known_gaps`` is a file that people keep beside the directory, None
    where there is none.
    """

    directory: Sequence[ListVersion]
    support: Sequence[ListVersion]
    known_gaps: bytes | None
    applications: Sequence[Application]
    overflow: Sequence[Application]
    decisions: Sequence[Decision]
    batches: Mapping[str, Batch]
    announced: Announced | None
    passphrase_hashes: Mapping[str, str]
    attempts: Sequence[SignInAttempt]
    sign_ins: Sequence[SignIn]
    known_browsers: Sequence[KnownBrowser]
    drafts: Sequence[tuple[ListDraft, bytes]]
    link_periods: Sequence[LinkPeriod]
    letter_events: Sequence[LetterEvent]
    written_letters: Mapping[tuple[str, int], bytes]
    link_keys: Sequence[LinkKey]
    people: Sequence[Person]


def contents_of(
    store: Store,
    *,
    directory: Sequence[ListVersion],
    support: Sequence[ListVersion],
    known_gaps: bytes | None,
    attempts: Sequence[SignInAttempt],
    drafts: Sequence[ListDraft],
    written_letters: Mapping[tuple[str, int], bytes],
) -> Contents:
    """Everything in a store, with what only it itself can list. Raises ``StoreError``."""
    decisions = store.decisions()
    batches = {each.decision_id: store.batch(each.decision_id) for each in decisions if each.verdict in MANY}
    return Contents(
        directory=directory,
        support=support,
        known_gaps=known_gaps,
        applications=store.applications(),
        overflow=store.overflow(),
        decisions=decisions,
        batches={decision_id: batch for decision_id, batch in batches.items() if batch},
        announced=store.announced(),
        passphrase_hashes=store.reviewers.passphrase_hashes(),
        attempts=attempts,
        sign_ins=store.reviewers.sign_ins(),
        known_browsers=store.reviewers.known_browsers(),
        drafts=[(each, store.drafts.content(each)) for each in drafts],
        link_periods=store.links.periods(),
        letter_events=store.letters.events(),
        written_letters=written_letters,
        link_keys=store.letters.link_keys(),
        people=store.people.people(),
    )
