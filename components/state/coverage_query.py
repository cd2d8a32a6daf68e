"""What the URL asks of the coverage page, as one frozen ``CoverageQuery``, and the callbacks that change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from affiliates.coverage.planning import RankingOrder
from affiliates.coverage.region_table import RegionSort
from affiliates.geo.regions import region_names
from components.map.shading import Shading
from components.state.url import known_values, update_query_params, value_or_default

TABLE, SHEET = "table", "sheet"
DEFAULT_WEIGHT, MIN_WEIGHT, MAX_WEIGHT = 50, 10, 90
DEFAULT_TARGET, MIN_TARGET, MAX_TARGET = 60, 10, 100


@dataclass(frozen=True)
class CoverageQuery:
    """What the URL asks of the coverage page, every value checked; country and region are in ``PageQuery``.

    ``weight`` is that of people in an order by both, ``target`` the share to reach, both in percent; ``plan`` holds
    the codes of the regions that are to get a group; ``first`` and ``last`` are the days to compare, None if not
    chosen.
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


def read_coverage_query() -> CoverageQuery:
    """What this visitor asks for now; a value that makes no sense is ignored."""
    url = st.query_params
    return CoverageQuery(
        shading=Shading(value_or_default(list(Shading), url.get("shade", ""), Shading.TIER)),
        order=RankingOrder(value_or_default(list(RankingOrder), url.get("order", ""), RankingOrder.PEOPLE)),
        weight=_percent("weight", DEFAULT_WEIGHT, MIN_WEIGHT, MAX_WEIGHT),
        sort=RegionSort(value_or_default(list(RegionSort), url.get("sort", ""), RegionSort.RANK)),
        view=value_or_default((TABLE, SHEET), url.get("view", ""), TABLE),
        target=_percent("target", DEFAULT_TARGET, MIN_TARGET, MAX_TARGET),
        plan=tuple(known_values("plan", list(region_names()))),
        first=_day("from"),
        last=_day("to"),
    )


def set_plan(regions: Sequence[str]) -> None:
    """Plans for these regions instead of those planned before."""
    update_query_params(plan=list(regions))


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
