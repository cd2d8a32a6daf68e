"""What the URL asks of a page, as one frozen ``PageQuery``, and the callbacks that change it.

The URL is the only place that keeps a visitor's choice: every run reads it, every widget shows what it says, and every
change is written back to it (components/state/url.py). So a link, Back, the map and the widgets cannot disagree.
Streamlit's own ``bind="query-params"`` would put the label of a choice into the URL ("Michigan"), where we need its
code: codes stay the same in every language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from affiliates.directory.queries import GroupFilters, GroupSort
from affiliates.directory.schema import LINK_COLUMNS, Scope, Status, language_name
from affiliates.geo.cities.names import city_key
from affiliates.geo.regions import COUNTRIES, country_of, region_names
from affiliates.people.sign_up import WANTS_NEWS, WOULD_HELP
from components.state.url import changed_params, known_values, same_page_url, update_query_params, value_or_default

CARDS, TABLE = "cards", "table"
MAX_QUERY_LENGTH = 200
WISHES = {"news": WANTS_NEWS, "help": WOULD_HELP}  # by what the URL says of them
_ANY_STATUS = "any"
_DEFAULT_STATUSES = (Status.ACTIVE,)


@dataclass(frozen=True)
class PageQuery:
    """What the URL asks for, every value checked.

    ``country`` is the one the map shows; ``filters.country`` is set only if a visitor chose one, so that the directory
    lists every group until then. ``has_unknown_region`` is true if the URL names a region that does not exist.
    ``group`` and ``organization`` are the ids of the group, or of the organization that helps families, whose entry a
    visitor wants changed, whether or not it is listed. ``is_own_group``: they say it is theirs, and
    ``wants_graphic`` that they look for its affiliate graphic. ``wish`` is the field of what they wish for a region
    without a group (affiliates/people/sign_up.py), empty while they wish nothing.
    """

    country: str
    region: str | None
    filters: GroupFilters
    sort: GroupSort
    view: str
    page: int
    has_unknown_region: bool
    group: str
    organization: str
    is_own_group: bool
    wants_graphic: bool
    wish: str

    @property
    def has_list_settings(self) -> bool:
        """Whether the visitor asks for anything of the list of groups but a place and a page."""
        return not self.filters.is_place_only or self.view == TABLE or self.sort != GroupSort.REGION

    @property
    def has_more_filters(self) -> bool:
        """Whether any of the filters by scope, kind of link, language and status is set."""
        filters = self.filters
        return bool(filters.scopes or filters.links or filters.languages or filters.statuses != _DEFAULT_STATUSES)


def read_page_query() -> PageQuery:
    """What this visitor asks for now; a value that makes no sense is ignored."""
    url = st.query_params.to_dict()  # at once: each question to Streamlit takes its time, at each click
    code = url.get("region", "").strip().upper()
    region = code if code in region_names() else None
    country = value_or_default(COUNTRIES, url.get("country", "").upper(), "")
    page = url.get("page", "1")
    return PageQuery(
        country=country_of(region) if region else country or "US",
        region=region,
        filters=GroupFilters(
            country=country or None,
            region=region,
            city=city_key(url.get("city", "")[:MAX_QUERY_LENGTH]),
            query=url.get("q", "").strip()[:MAX_QUERY_LENGTH],
            scopes=tuple(Scope(each) for each in known_values("scope", list(Scope))),
            languages=tuple(code for code in st.query_params.get_all("language") if language_name(code)),
            links=tuple(known_values("link", LINK_COLUMNS)),
            statuses=_statuses(),
        ),
        sort=GroupSort(value_or_default(list(GroupSort), url.get("sort", ""), GroupSort.REGION)),
        view=value_or_default((CARDS, TABLE), url.get("view", ""), CARDS),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        has_unknown_region=bool(code) and region is None,
        group=url.get("group", "")[:MAX_QUERY_LENGTH],
        organization=url.get("organization", "")[:MAX_QUERY_LENGTH],
        is_own_group=url.get("own") == "1",
        wants_graphic=url.get("own") == "graphic",
        wish=WISHES.get(url.get("wish", ""), ""),
    )


def select_region(region: str | None) -> None:
    """Opens a region, or with None the whole country; ignores a code that is not a region's."""
    if region is None or region in region_names():
        update_query_params(**_region_opened(region))


def select_country(country: str) -> None:
    """Shows a country, with none of its regions open."""
    update_query_params(country=country, region=None, city=None, wish=None)


def region_urls(regions: Sequence[str]) -> list[str]:
    """The address for each of some regions on this page, in their order; all else that was asked for stays."""
    params = changed_params(**_region_opened("any"))
    return [same_page_url(params | {"region": region}) for region in regions]


def whole_country_url() -> str:
    """The address of this page with no region open."""
    return same_page_url(changed_params(**_region_opened(None)))


def country_urls() -> list[str]:
    """The address of each country on this page, with none of its regions open, in the order of ``COUNTRIES``."""
    return [same_page_url(changed_params(country=country, region=None, city=None, wish=None)) for country in COUNTRIES]


def all_groups_url() -> str:
    """The address of the list of all groups, with what else was asked of it."""
    return same_page_url(changed_params(region=None, wish=None))


def wish_url(wish: str) -> str:
    """The address of this page with the form for one of the ``WISHES`` open, by what the URL says of it."""
    return same_page_url(changed_params(wish=wish))


def _region_opened(region: str | None) -> dict[str, str | None]:
    country = read_page_query().country if region is None else "US"
    return {"region": region, "city": None, "wish": None, "country": None if country == "US" else country}


def select_group(group_id: str | None) -> None:
    """Opens the form that changes a group's entry; with None, the list of groups to choose from."""
    update_query_params(group=group_id)


def select_statuses(statuses: Sequence[str]) -> None:
    """Filters groups by status; with none chosen, groups of any status match."""
    is_default = tuple(statuses) == _DEFAULT_STATUSES
    update_query_params(status=None if is_default else list(statuses) or [_ANY_STATUS])


def drop_filters(*names: str) -> None:
    """Removes filters by the names of their URL parameters. Without one on status, groups of any status match; all
    filters dropped at once leave the default, which is active groups."""
    any_status = [_ANY_STATUS] if names == ("status",) else None
    update_query_params(**{name: any_status if name == "status" else None for name in names})


def _statuses() -> tuple[Status, ...]:
    statuses = tuple(Status(each) for each in known_values("status", list(Status)))
    return statuses if statuses or _ANY_STATUS in st.query_params.get_all("status") else _DEFAULT_STATUSES
