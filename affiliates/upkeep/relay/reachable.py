"""Which groups visitors can write to through us, worked out once whenever the log or a letter's step is kept."""

import logging
import threading
from contextlib import suppress

from affiliates.errors import StoreBusyError, StoreError
from affiliates.storage.contract.letters import LetterStep
from affiliates.storage.contract.store import Store
from affiliates.upkeep.contacts import GroupContact, group_contacts
from affiliates.upkeep.wishes import LetterKind, ended_letters

_log = logging.getLogger("affiliates")


class ReachableGroups:
    """The groups whose contact takes messages, kept until something changes; any number of threads may ask."""

    def __init__(self, store: Store) -> None:
        """Reads nothing yet."""
        self._store = store
        self._version: tuple[str, str] | None = None
        self._ids: frozenset[str] = frozenset()
        self._lock = threading.Lock()

    def ids(self) -> frozenset[str]:
        """Their ids, and nothing more; none while the log cannot be read, which the log of the app says once.

        A card asks besides whether the group shows an address of its own: ``group_words.can_be_written_to``.
        """
        with self._lock:
            # Asked before the rows are read: what is kept meanwhile makes the next one who asks read again.
            with suppress(StoreBusyError):  # away for a moment: they are those of before
                version = (self._store.log_version(), self._store.letters.version())
                if version != self._version:
                    self._ids = self._read()
                    self._version = version
            return self._ids

    def _read(self) -> frozenset[str]:
        try:
            return frozenset(reachable_contacts(self._store))
        except StoreBusyError:
            raise
        except StoreError as error:
            _log.error("Nobody can be written to: %s", error)
            return frozenset()


def reachable_contacts(store: Store) -> dict[str, GroupContact]:
    """The contacts who take messages, by the ids of their groups.

    Without those whose application is erased, whose mail came back, or whose group wants no messages. Raises
    ``StoreError``.
    """
    events = store.letters.events()
    without = {each.group_id for each in ended_letters(events) if each.kind is LetterKind.MESSAGE}
    returned = {each.application for each in events if each.step is LetterStep.RETURNED}
    return {
        group_id: contact
        for group_id, contact in group_contacts(store.applications(), store.decisions()).items()
        if contact.can_be_written_to and contact.application.reference not in returned and group_id not in without
    }
