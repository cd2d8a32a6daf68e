"""Documents of the site, each made once per version of the directory, away from the event loop."""

import asyncio
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from typing import Protocol

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from cachetools import LRUCache

from affiliates.languages.language import Language
from affiliates.site.documents import Document, SiteData
from server.answers import Answer, answer_of, encoded
from server.compression import QUICK
from server.site.watch import DirectoryWatch

_MAX_BYTES = 128 * 1024 * 1024
# How many addresses one site is made for at a time: forged ones push each other out, and cost nothing but time.
_MAX_BASE_URLS = 4
# More threads would not make more: they share one interpreter.
_MAX_THREADS = 2


class ShellParts(Protocol):
    """What stands in the app's own page until the app is drawn; ``head``, ``style`` and ``body`` are markup."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def description(self) -> str: ...  # noqa: D102
    @property
    def head(self) -> str: ...  # noqa: D102
    @property
    def style(self) -> str: ...  # noqa: D102
    @property
    def body(self) -> str: ...  # noqa: D102


class DocumentSource(Protocol):
    """What gives documents by their address, as ``affiliates.site.catalog.Site`` does."""

    def addresses(self) -> Collection[str]:
        """Every address that has a document; to look for one takes no longer where there are many."""
        ...

    def document(self, address: str) -> Document | None:
        """The document at an address, None where there is none."""
        ...

    def shell_parts(self, region: str | None, language: Language, *, is_language_asked: bool) -> ShellParts:
        """What stands in the app's page until it is drawn, for a region or with None for all."""
        ...


MakeSite = Callable[[SiteData], DocumentSource]


class SiteDocuments:
    """The documents of the present version of the directory."""

    def __init__(self, watch: DirectoryWatch, make_site: MakeSite) -> None:
        """Makes nothing yet."""
        self.watch = watch
        self._make_site = make_site
        self._limiter = CapacityLimiter(_MAX_THREADS)
        self._present = SiteVersion(None, make_site, self._limiter)
        self._number = 0

    async def present(self) -> "SiteVersion":
        """The version to answer from. Who waits for a document of a former one still gets it."""
        await self.watch.first_look()
        if self._number != self.watch.number:
            self._number = self.watch.number
            self._present = SiteVersion(self.watch.data, self._make_site, self._limiter)
        return self._present


@dataclass(frozen=True)
class _SiteAt:
    """The site for one base URL."""

    source: DocumentSource
    addresses: Collection[str]

    def document(self, address: str) -> Document:
        document = self.source.document(address)
        if document is None:
            raise LookupError(f"The site names {address} and does not have it.")
        return document


class SiteVersion:
    """The documents of one version, in the encodings that browsers take."""

    def __init__(self, data: SiteData | None, make_site: MakeSite, limiter: CapacityLimiter) -> None:
        """Makes nothing yet. Without ``data`` it has no document: the directory could never be read."""
        self._data, self._make_site, self._limiter = data, make_site, limiter
        self._sites: LRUCache[str, _SiteAt] = LRUCache(_MAX_BASE_URLS)
        self._answers: LRUCache[Hashable, Answer] = LRUCache(_MAX_BYTES, getsizeof=lambda answer: answer.size)
        self._making: dict[Hashable, asyncio.Task[Answer]] = {}

    @property
    def is_known(self) -> bool:
        """Whether there is anything to answer from."""
        return self._data is not None

    async def addresses(self, base_url: str) -> Collection[str]:
        """Every address that has a document."""
        site = await self._site(base_url)
        return site.addresses if site else ()

    async def answer(self, base_url: str, address: str, encoding: str) -> Answer | None:
        """The document at an address, None where there is none."""
        site = await self._site(base_url)
        if site is None or address not in site.addresses:
            return None
        return await self._encoded((base_url, address), lambda: site.document(address), encoding)

    async def page(
        self, base_url: str, key: Hashable, make: Callable[[DocumentSource | None], Document], encoding: str
    ) -> Answer:
        """A page that is made with the site, or without where there is none; ``key`` names it."""
        site = await self._site(base_url)
        return await self._encoded((base_url, "page", key), lambda: make(site.source if site else None), encoding)

    async def _encoded(self, key: Hashable, make: Callable[[], Document], encoding: str) -> Answer:
        plain = await self._once((key, ""), lambda: answer_of(make()))
        if not encoding:
            return plain
        return await self._once((key, encoding), lambda: encoded(plain, encoding, quality=QUICK))

    async def _site(self, base_url: str) -> _SiteAt | None:
        if self._data is not None and base_url not in self._sites:
            data = self._data
            source = await run_sync(lambda: self._make_site(data.at(base_url)), limiter=self._limiter)
            self._sites[base_url] = _SiteAt(source, source.addresses())
        return self._sites.get(base_url)

    async def _once(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """What ``make`` makes, made once however many ask for it at the same time."""
        if key in self._answers:
            return self._answers[key]
        if key not in self._making:
            self._making[key] = asyncio.create_task(self._make(key, make))
        # A visitor who leaves does not take it away from the others who wait for it.
        return await asyncio.shield(self._making[key])

    async def _make(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        try:
            answer = await run_sync(make, limiter=self._limiter)
            if answer.size <= self._answers.maxsize:
                self._answers[key] = answer
            return answer
        finally:
            del self._making[key]
