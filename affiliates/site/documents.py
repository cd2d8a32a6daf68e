"""What the site gives out: each page, picture, feed or data file is one document under an address."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain

import pandas as pd

from affiliates.directory.parsing import empty_directory
from affiliates.directory.schema import LINK_COLUMNS, Status
from affiliates.directory.snapshots import Snapshot
from affiliates.search.choices import GroupChoices
from affiliates.support.schema import SupportOrganization


@dataclass(frozen=True)
class Document:
    """One file of the site. Scripts of other sites may read it if it ``is_open_data``.

    ``language`` is the code of the one it is written in, empty where that is no matter; ``is_by_preference`` says that
    a browser with other preferences gets another one at the same address.
    """

    body: bytes
    media_type: str
    is_open_data: bool = False
    language: str = ""
    is_by_preference: bool = False


@dataclass(frozen=True)
class SiteData:
    """Everything the site is made from: public data only, of one version of the directory.

    Attributes
    ----------
    groups
        One row per group, of every status; the public columns as in ``Directory.groups``.
    coverage
        One row per region, as ``coverage_by_region`` gives it for the day ``as_of``.
    snapshots
        Every version of the directory that is kept, the earliest first, the present one last.
    as_of
        The day (UTC) that the site is made for.
    base_url
        The public address of the site, with a slash at its end, for links that have to be absolute (previews, feeds,
        the sitemap).
    app_url
        Where the interactive map is, with a slash at its end: an absolute address, or empty where the app stands at
        the root of the site, so that links to it are relative.
    is_copy
        Whether the site is written as files, to be opened from anywhere: then its pages link to ``index.html`` by
        name, and with an empty ``app_url`` there is no interactive map to lead to.
    doubtful_regions
        The regions of which no page may say that they have no group, as in ``Directory``.
    support
        The organizations that help families in each region.
    gone_links
        The addresses that no page leads to, because nothing is there any more.
    reachable_groups
        The ids of the groups whose contact takes messages of visitors; none where the app cannot send mail.
    allies
        One row per ally, of every status, as in ``Directory.allies``.
    """

    groups: pd.DataFrame
    coverage: pd.DataFrame
    snapshots: tuple[Snapshot, ...]
    as_of: date
    base_url: str
    app_url: str = ""
    is_copy: bool = False
    doubtful_regions: frozenset[str] = frozenset()
    support: tuple[SupportOrganization, ...] = ()
    gone_links: frozenset[str] = frozenset()
    reachable_groups: frozenset[str] = frozenset()
    allies: pd.DataFrame = field(default_factory=lambda: empty_directory().allies)

    @cached_property
    def choices(self) -> GroupChoices:
        """What is found among the groups, as in the app; takes a second for 100,000 when it is first asked for."""
        return GroupChoices(self.groups)

    @cached_property
    def active_names(self) -> dict[str, str]:
        """The name of each active group, by its id."""
        active = self.groups[self.groups["status"] == Status.ACTIVE]
        return dict(zip(active["id"], active["name"], strict=True))

    @property
    def groups_with_live_links(self) -> pd.DataFrame:
        """The groups, without the addresses where nothing is any more; a new frame."""
        links = self.groups[list(LINK_COLUMNS)]
        return self.groups.assign(**links.mask(links.isin(self.gone_links), ""))

    def prepared(self) -> "SiteData":
        """The same, with what every page needs worked out, so that nobody who asks for one waits for it."""
        _ = self.choices, self.active_names
        return self

    def at(self, base_url: str) -> "SiteData":
        """The same for another public address; what the groups alone say is not worked out again."""
        there = replace(self, base_url=base_url)
        vars(there).update(choices=self.choices, active_names=self.active_names)
        return there


# How each document is made, by its address: relative to the root of the site, without a slash in front. One that ends
# in a slash is a page; a copy made of files keeps it as index.html in that folder.
Documents = Mapping[str, Callable[[], Document]]


class JoinedDocuments(Mapping[str, Callable[[], Document]]):
    """The documents of several parts, no address of which is the same."""

    def __init__(self, *parts: Documents) -> None:
        """Copies nothing: a part may be large."""
        self._parts = parts

    def __getitem__(self, address: str) -> Callable[[], Document]:
        """How the document at an address is made."""
        for part in self._parts:
            if address in part:
                return part[address]
        raise KeyError(address)

    def __iter__(self) -> Iterator[str]:
        """The address of each document."""
        return chain.from_iterable(self._parts)

    def __len__(self) -> int:
        """How many documents there are."""
        return sum(map(len, self._parts))
