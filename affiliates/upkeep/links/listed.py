"""The links that visitors are led to: those of active groups and allies, and the websites of those who help."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from affiliates.directory.schema import LINK_COLUMNS, Status
from affiliates.errors import StoreError
from affiliates.storage.contract.store import Store
from affiliates.support.schema import SupportOrganization
from affiliates.upkeep.links.history import gone_links

_log = logging.getLogger("affiliates")


@dataclass(frozen=True)
class ListedLink:
    """A link in a column of a group's entry, or of an organization's."""

    address: str
    column: str
    entry_id: str
    name: str
    is_organization: bool = False


def listed_links(groups: pd.DataFrame, organizations: Iterable[SupportOrganization]) -> Iterator[ListedLink]:
    """Every link, groups first, in the order of the lists; ``groups`` are ``Directory.entries``."""
    active = groups[groups["status"] == Status.ACTIVE]
    for group in active[["id", "name", *LINK_COLUMNS]].to_dict("records"):
        for column in LINK_COLUMNS:
            if group[column]:
                yield ListedLink(group[column], column, group["id"], group["name"])
    for organization in organizations:
        if organization.website:
            yield ListedLink(organization.website, "website", organization.id, organization.name, is_organization=True)


def links_not_to_show(store: Store, day: date) -> frozenset[str]:
    """The addresses that are gone for sure on a day; none where what is known cannot be read, which the log says."""
    try:
        return gone_links(store.links.periods(), day)
    except StoreError as error:
        _log.error("%s", error)
        return frozenset()
