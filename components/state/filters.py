"""The filters of the map and the directory, as the URL has them.

The URL is the one place where a visitor's choice is kept: every run reads it into one frozen ``Asked``, every widget
shows what it says, and every change is written back to it (components/state/url.py). So a link, Back, the map and the
widgets cannot disagree.
Streamlit's own ``bind="query-params"`` puts the label of a choice into the URL ("Michigan"), where we need its code:
codes stay the same in every language.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from affiliates.directory.links import LINK_LABELS
from affiliates.directory.queries import Filters, Sort, matching
from affiliates.directory.schema import Scope, Status, language_name
from affiliates.errors import PostalCodeError
from affiliates.geo.flat_map import small_places
from affiliates.geo.postal_codes import regions_at
from affiliates.geo.regions import COUNTRIES, country_of, names
from components.state.url import known, one_of, showing, switch, take_over, write

VIEWS = {"cards": "Cards", "table": "Table"}
SORTS = {Sort.REGION: "Region", Sort.NAME: "Name", Sort.VERIFIED: "Last verified"}
ANY = "any"
_POSTAL_CODE = "postal_code"
_LONGEST_QUERY = 200
_SMALL_PLACES = "small_places"


@dataclass(frozen=True)
class Asked:
    """What the URL asks for, every value checked.

    ``country`` is the one the map shows; ``filters.country`` is set only where a visitor chose one, so that the
    directory holds every group until then. ``unknown_region`` tells of a code that is none. ``group`` is the id of a
    group that a visitor wants to have changed, known or not.
    """

    country: str
    region: str | None
    filters: Filters
    sort: Sort
    view: str
    page: int
    unknown_region: bool
    group: str


def asked() -> Asked:
    """What this visitor asks for now; a value that means nothing is as if it were not there."""
    url = st.query_params
    code = url.get("region", "").strip().upper()
    region = code if code in names() else None
    country = one_of(COUNTRIES, url.get("country", "").upper(), "")
    page = url.get("page", "1")
    return Asked(
        country=country_of(region) if region else country or "US",
        region=region,
        filters=Filters(
            country=country or None,
            region=region,
            query=url.get("q", "").strip()[:_LONGEST_QUERY],
            scopes=tuple(Scope(each) for each in known("scope", list(Scope))),
            languages=tuple(code for code in url.get_all("language") if language_name(code)),
            links=tuple(known("link", list(LINK_LABELS))),
            statuses=_statuses(),
        ),
        sort=Sort(one_of(SORTS, url.get("sort", ""), Sort.REGION)),
        view=one_of(VIEWS, url.get("view", ""), "cards"),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        unknown_region=bool(code) and region is None,
        group=url.get("group", "")[:_LONGEST_QUERY],
    )


def choose_region(region: str | None) -> None:
    """Opens a region, or with None the whole country; what is no region of ours changes nothing."""
    if region is not None and region not in names():
        return
    stays_in = asked().country if region is None else "US"
    write(region=region, country=None if stays_in == "US" else stays_in)
    st.session_state[_SMALL_PLACES] = False


def choose_group(group_id: str | None) -> None:
    """Opens the form that has a listed group's entry changed; with None, the list to choose from."""
    write(group=group_id)


def country_switch(now: Asked) -> None:
    """The switch between the United States and Canada."""
    st.segmented_control(
        "Country",
        COUNTRIES,
        format_func=COUNTRIES.__getitem__,
        required=True,
        key=showing("country", now.country),
        on_change=_choose_country,
        label_visibility="collapsed",
    )


def region_box(now: Asked) -> None:
    """The list of all states, territories and provinces: the same choice as on the map."""
    st.selectbox(
        "Your state or province",
        list(names()),
        format_func=region_in_full,
        # Once a place is open it can be changed, not emptied by accident: Escape in an empty list would do so.
        index=None if now.region is None else 0,
        placeholder="Choose or type",
        key=showing("region", now.region),
        on_change=lambda: choose_region(st.session_state["asked_region"]),
    )


def postal_code_box(now: Asked) -> None:
    """The box for a ZIP code or Canadian postal code. What is typed here is never written to the URL."""
    typed = st.session_state.get(_POSTAL_CODE, "")
    found, _ = _found(typed)
    if typed and (now.region not in found if now.region else len(found) == 1):
        st.session_state[_POSTAL_CODE] = ""  # the visitor went somewhere else since; the same code works again then
    st.text_input(
        "Or ZIP / postal code",
        key=_POSTAL_CODE,
        max_chars=20,
        placeholder="48104 or M5V 3L9",
        autocomplete="postal-code",
        on_change=_choose_postal_code,
    )


def postal_code_answer() -> None:
    """What to say to a code that leads nowhere, and the question which of two places is meant."""
    typed = st.session_state.get(_POSTAL_CODE, "")
    found, problem = _found(typed)
    if problem:
        st.warning(problem)
    elif len(found) > 1 and asked().region is None:
        st.info("Codes that begin with X lie in two places. Which one is yours?")
        region_buttons(found, key="postal")


def small_place_buttons(now: Asked) -> None:
    """A button for each region that is too small for a finger on the map."""
    small = st.expander("Too small to tap on the map?", key=_SMALL_PLACES, on_change="rerun")
    if small.open:
        with small:
            region_buttons([region for region in names() if region in small_places(now.country)], key="small")


def region_buttons(regions: Sequence[str], *, key: str) -> None:
    """A row of buttons, one per region."""
    with st.container(horizontal=True, gap="xsmall"):
        for region in regions:
            st.button(names()[region], key=f"{key}_{region}", on_click=choose_region, args=(region,))


def directory_filters(groups: pd.DataFrame, now: Asked) -> None:
    """Search, and behind it the filters by scope, kind of link, language and status, and the order."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Search by name, city, words or region",
            key=showing("q", now.filters.query),
            type="search",
            max_chars=_LONGEST_QUERY,
            on_change=take_over,
            args=("q",),
            width=420,
        )
        st.selectbox(
            "Sort by",
            SORTS,
            format_func=SORTS.__getitem__,
            key=showing("sort", now.sort),
            on_change=take_over,
            args=("sort", Sort.REGION),
            width=170,
        )
        switch("Show as", "view", VIEWS, now.view, "cards")
    set_filters = sum(map(bool, (now.filters.scopes, now.filters.links, now.filters.languages, _is_status_set(now))))
    label = f"More filters ({set_filters} set)" if set_filters else "More filters"
    more = st.expander(label, key="more_filters", on_change="rerun")
    if more.open:
        with more:
            _more_filters(groups, now.filters)


def _more_filters(groups: pd.DataFrame, filters: Filters) -> None:
    _pills("How far a group reaches", "scope", {scope: scope.capitalize() for scope in Scope}, filters.scopes)
    _pills("Where to find it", "link", LINK_LABELS, filters.links)
    spoken = sorted({code for codes in groups["languages"] for code in codes} | set(filters.languages))
    if spoken:
        _pills("Language", "language", {code: language_name(code) for code in spoken}, filters.languages)
    statuses = {status: status.capitalize() for status in Status}
    _pills("Status", "status", statuses, filters.statuses, on_change=_take_over_status)


def what_stands_in_the_way(groups: pd.DataFrame, now: Asked) -> None:
    """A button for each filter without which there would be groups, and one that drops all filters."""
    hindrances: dict[str, tuple[str, dict[str, Any]]] = {
        "region": ("All places", {"region": None}),
        "country": ("Both countries", {"country": None}),
        "q": ("Without the search", {"query": ""}),
        "scope": ("Any reach", {"scopes": ()}),
        "link": ("Any kind of link", {"links": ()}),
        "language": ("Any language", {"languages": ()}),
        "status": ("Any status", {"statuses": ()}),
    }
    with st.container(horizontal=True, gap="xsmall"):
        for name, (label, dropped) in hindrances.items():
            found = len(matching(groups, replace(now.filters, **dropped)))
            if found:
                st.button(f"{label} ({found:,})", key=f"drop_{name}", on_click=_drop, args=(name,))
        st.button("Show all groups", key="drop_all", on_click=_drop, args=tuple(hindrances))


def see_all_button(count: int) -> None:
    """Leaves the region for the list of all groups."""
    st.button(f"See all {count:,} groups", key="drop_region", on_click=_drop, args=("region",))


def page_numbers(count: int, now: Asked, *, size: int) -> slice:
    """The page numbers of a list of ``count`` rows, where there is more than one page, and the rows of this one."""
    pages = max(1, -(-count // size))
    page = min(max(1, now.page), pages)
    if pages > 1:
        st.pagination(pages, key=showing("page", page), on_change=take_over, args=("page", 1))
    return slice((page - 1) * size, page * size)


def region_in_full(region: str) -> str:
    """A region's name, with the country where it is not the United States."""
    return names()[region] + (", Canada" if country_of(region) == "CA" else "")


def _take_over_status() -> None:
    chosen = list(st.session_state["asked_status"])
    write(status=None if chosen == [Status.ACTIVE] else chosen or [ANY])


def _pills(
    label: str,
    name: str,
    choices: Mapping[Any, str],
    chosen: Sequence[str],
    on_change: Callable[[], None] | None = None,
) -> None:
    st.pills(
        label,
        choices,
        format_func=choices.__getitem__,
        selection_mode="multi",
        key=showing(name, list(chosen)),
        on_change=on_change or (lambda: take_over(name)),
    )


def _drop(*dropped: str) -> None:
    any_status = [ANY] if dropped == ("status",) else None
    write(**{name: any_status if name == "status" else None for name in dropped})


def _choose_country() -> None:
    write(country=st.session_state["asked_country"], region=None)


def _choose_postal_code() -> None:
    if typed := st.session_state[_POSTAL_CODE]:
        found, _ = _found(typed)
        choose_region(found[0] if len(found) == 1 else None)


def _found(typed: str) -> tuple[tuple[str, ...], str]:
    """The regions a code may lie in, and what to say where it leads to none."""
    try:
        return (regions_at(typed), "") if typed else ((), "")
    except PostalCodeError as error:
        return (), str(error)


def _statuses() -> tuple[Status, ...]:
    asked_for = tuple(Status(each) for each in known("status", list(Status)))
    return asked_for if asked_for or ANY in st.query_params.get_all("status") else (Status.ACTIVE,)


def _is_status_set(now: Asked) -> bool:
    return now.filters.statuses != (Status.ACTIVE,)
