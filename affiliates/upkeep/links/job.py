"""The weekly job: looks at every listed link, and keeps what it found."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from affiliates.content.charter import ALLIANCE_SITE
from affiliates.storage.contract.store import Store
from affiliates.storage.support import listed_organizations
from affiliates.upkeep.links.checking import LinkChecker
from affiliates.upkeep.links.history import LinkResult, with_results
from affiliates.upkeep.links.listed import listed_links
from affiliates.upkeep.links.requests import Requests

ROBOT = "AffiliateMapLinks"


def user_agent(public_url: str) -> str:
    """How the checker introduces itself to servers, with the site's address, or the Alliance's where it has none."""
    return f"{ROBOT}/1.0 (looks once a week whether listed links still work; +{public_url or ALLIANCE_SITE})"


def look_at_links(store: Store, requests: Requests) -> list[LinkResult]:
    """What is found now at every listed link, each address once. Keeps nothing.

    Raises ``DirectoryUnreadableError``, and ``NoLinkAnsweredError`` where not one of them answered.
    """
    listed = listed_links(store.directory.read().entries, listed_organizations(store))
    return asyncio.run(_look_at(requests, (each.address for each in listed)))


def keep_results(store: Store, results: Iterable[LinkResult], at: datetime) -> None:
    """Keeps what was found at a moment (UTC). Raises ``StoreError``."""
    store.links.update(partial(with_results, results=results, at=at))


async def _look_at(requests: Requests, addresses: Iterable[str]) -> list[LinkResult]:
    async with requests:
        return await LinkChecker(requests, ROBOT).check(addresses)
