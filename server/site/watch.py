"""The directory as the server gives it out: read anew when it changes, kept as it was while it cannot be read."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from starlette.concurrency import run_in_threadpool

from affiliates.directory.snapshots import today
from affiliates.errors import AffiliatesError, DirectoryAwayError
from affiliates.site.documents import SiteData
from affiliates.storage.contract.store import Store

_log = logging.getLogger("affiliates")
_INTERVAL = 1.0  # seconds; asking a store for its version takes microseconds
ReadSite = Callable[[Store, date], SiteData]


class DirectoryWatch:
    """Looks once a second whether a list, its links, its contacts or the day has changed.

    It has the data of the site at hand, so no request waits for a file, and a busy day costs no more looks than a quiet
    one. It belongs to one event loop.

    Attributes
    ----------
    data
        The last version that could be read, None where none could yet. Its ``base_url`` is empty.
    number
        Counts the versions: whatever is made from ``data`` may be kept under it.
    is_readable
        Whether the last look could read the directory.
    is_away
        Whether the last look could not, because what keeps the directory is away: that is no fault of this process.
    is_writable
        Whether, at the last look, something that is sent could be kept.
    """

    def __init__(
        self,
        store: Store,
        read_site: ReadSite,
        *,
        day: Callable[[], date] = today,
        reachable: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        """Looks at nothing yet; ``reachable`` are the groups whose contact takes messages, cheap to ask for often."""
        self.data: SiteData | None = None
        self.number = 0
        self.is_readable = self.is_away = self.is_writable = False
        self._store, self._read_site, self._day, self._reachable = store, read_site, day, reachable
        self._seen: tuple[str, str, str, frozenset[str], date] | None = None
        self._has_looked = asyncio.Event()
        self._complaint = ""

    async def run(self) -> None:
        """Looks until it is canceled."""
        try:
            while True:
                await self.look()
                await asyncio.sleep(_INTERVAL)
        finally:  # /healthz says so, also if a look failed as no look should, and nobody waits for one
            self.is_readable = self.is_away = False
            self._has_looked.set()

    async def look(self) -> None:
        """Looks once, and reads what has changed."""
        try:
            await run_in_threadpool(self._look)
        except (AffiliatesError, OSError) as error:
            self.is_readable, self.is_away = False, isinstance(error, DirectoryAwayError)
            if str(error) != self._complaint:  # once, not every second
                self._complaint = str(error)
                _log.error("The site stays as it was: %s", error)
        self._has_looked.set()

    async def first_look(self) -> None:
        """Waits until there has been one."""
        await self._has_looked.wait()

    def _look(self) -> None:
        store = self._store
        lists = store.directory.version(), store.support.version(), store.links.version()
        seen = (*lists, self._reachable(), self._day())
        if not self.is_readable or seen != self._seen:
            self.data = replace(self._read_site(store, seen[-1]), reachable_groups=seen[-2]).prepared()
            self.number += 1
            self._seen, self._complaint = seen, ""
            self.is_readable, self.is_away = True, False
        self.is_writable = store.directory.is_writable()
