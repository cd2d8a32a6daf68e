"""What the URL asks of the coverage page, as one frozen ``CoverageQuery``, and the callbacks that change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

import streamlit as st

from affiliates.coverage import planning
from affiliates.coverage.planning import Plan, RankingOrder
from affiliates.coverage.words.region_table import RegionSort
from affiliates.geo.regions import region_names
from components.map.shading import Shading
from components.state.language import with_language
from components.state.url import known_values, update_query_params, value_or_default

TABLE, SHEET = "table", "sheet"
DEFAULT_SHADING = Shading.WITHOUT
DEFAULT_WEIGHT, MIN_WEIGHT, MAX_WEIGHT = 50, 10, 90
DEFAULT_TARGET, MIN_TARGET, MAX_TARGET = round(planning.DEFAULT_TARGET * 100), 10, 100


class Tab(StrEnum):
    """The tabs of the coverage page."""

    PLACES = "places"
    CHANGES = "changes"
    METHOD = "method"


@dataclass(frozen=True)
class CoverageQuery:
    """What the URL asks of the coverage page, every value checked; country and region are in ``PageQuery``.

    ``weight`` is that of people in an order by both, ``target`` the share to reach, both in percent; ``plan`` holds
    the codes of the regions that are to get a group; ``first`` and ``last`` are the days to compare, None if not
    chosen. ``tab`` is the one to open: a link that names days leads to what changed between them.
    """

    shading: Shading
    order: RankingOrder
    weight: int
    sort: RegionSort
    view: str
    target: int
    plan: tuple[str, ...]
    first: date | None
    last: date | None
    tab: Tab


def read_coverage_query() -> CoverageQuery:
    """What this visitor asks for now; a value that makes no sense is ignored."""
    url = st.query_params
    first, last = _day("from"), _day("to")
    return CoverageQuery(
        shading=Shading(value_or_default(list(Shading), url.get("shade", ""), DEFAULT_SHADING)),
        order=RankingOrder(value_or_default(list(RankingOrder), url.get("order", ""), RankingOrder.PEOPLE)),
        weight=_percent("weight", DEFAULT_WEIGHT, MIN_WEIGHT, MAX_WEIGHT),
        sort=RegionSort(value_or_default(list(RegionSort), url.get("sort", ""), RegionSort.RANK)),
        view=value_or_default((TABLE, SHEET), url.get("view", ""), TABLE),
        target=_percent("target", DEFAULT_TARGET, MIN_TARGET, MAX_TARGET),
        plan=tuple(known_values("plan", list(region_names()))),
        first=first,
        last=last,
        tab=Tab(value_or_default(list(Tab), url.get("tab", ""), Tab.CHANGES if first or last else Tab.PLACES)),
    )


def set_plan(regions: Sequence[str]) -> None:
    """Plans for these regions instead of those planned before."""
    update_query_params(plan=list(regions))


def query_of_plan(plan: Plan) -> str:
    """The part of an address that leads to a plan on its map, in the language that this address names."""
    country = {} if plan.country == "US" else {"country": plan.country}
    return urlencode({**with_language(**country), "plan": plan.regions}, doseq=True)


def select_tab(tab: Tab) -> None:
    """Opens another tab."""
    update_query_params(tab=tab)


def select_day(name: str, day: date | None) -> None:
    """Compares with another day: ``from`` or ``to``, by the name of its URL parameter."""
    update_query_params(**{name: day.isoformat() if day else None})


def _percent(name: str, default: int, lowest: int, highest: int) -> int:
    text = st.query_params.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else default
    return min(max(number, lowest), highest)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return None
