"""Which groups match what a visitor asked for, and in which order."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from affiliates.directory.schema import COLUMNS, DATE_COLUMNS, LIST_COLUMNS, NATIONAL_OR_VIRTUAL, Scope, Status
from affiliates.geo.regions import country_of, display_name, region_names, regions


class GroupSort(StrEnum):
    """The orders a visitor can choose."""

    REGION = "region"
    NAME = "name"
    VERIFIED = "verified"


@dataclass(frozen=True)
class GroupFilters:
    """What a visitor asked for. An empty tuple, an empty text or None asks for nothing and leaves every group in.

    ``links`` are columns of the schema: a group matches that has at least one of them; so do ``scopes``,
    ``languages`` and ``statuses``. Different filters have to match all.
    """

    country: str | None = None
    region: str | None = None
    query: str = ""
    scopes: tuple[Scope, ...] = ()
    languages: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()

    def without_place(self) -> "GroupFilters":
        """The same without a place, and with any status: what the map counts by place."""
        return replace(self, country=None, region=None, statuses=())

    @property
    def is_place_only(self) -> bool:
        """Whether nothing but the place, and active groups as always, is asked for."""
        return replace(self, country=None, region=None) == GroupFilters(statuses=(Status.ACTIVE,))

    @property
    def narrows_map(self) -> bool:
        """Whether the map counts fewer groups than there are."""
        return self.without_place() != GroupFilters()


def matching(groups: pd.DataFrame, filters: GroupFilters) -> pd.DataFrame:
    """The rows of ``groups`` that match every filter, in their old order.

    A region matches the groups that serve it, national and virtual ones included. Each word of the query has to
    occur in the name, the city, the description or the name of a region, in any order; case and accents do not
    matter, and no character has a special meaning.
    """
    kept = np.ones(len(groups), dtype=bool)
    if filters.region:
        kept &= _serve(groups, filters.region)
    elif filters.country:
        kept &= _serve(groups, filters.country)
    for column, chosen in (("scope", filters.scopes), ("status", filters.statuses)):
        if chosen:
            kept &= groups[column].isin(chosen).to_numpy()
    if filters.languages:
        kept &= groups["languages"].map(set(filters.languages).intersection).map(bool).to_numpy(dtype=bool)
    if filters.links:
        kept &= (groups[list(filters.links)] != "").any(axis=1).to_numpy()
    for word in dict.fromkeys(normalize_for_search(filters.query).split()):
        kept &= groups["search_text"].str.contains(word, regex=False).to_numpy(dtype=bool)
    return groups[kept]


def sorted_groups(groups: pd.DataFrame, order: GroupSort) -> pd.DataFrame:
    """The same rows sorted: by the name of the first region (groups of no one region last), by name, or by the day
    of the last verification (newest first, never verified last). Ties are sorted by name, then by id."""
    first = {GroupSort.REGION: ["sort_region"], GroupSort.NAME: [], GroupSort.VERIFIED: ["last_verified_on"]}[order]
    by = [*first, "sort_name", "id"]
    return groups.sort_values(by, ascending=[column != "last_verified_on" for column in by])


def groups_serving(groups: pd.DataFrame, region: str) -> pd.DataFrame:
    """The active groups that serve a region: statewide, regional, local, then national and virtual, each by name."""
    served = sorted_groups(matching(groups, GroupFilters(region=region, statuses=(Status.ACTIVE,))), GroupSort.NAME)
    return served.loc[served["scope"].map(_NEAREST_FIRST.index).sort_values(kind="stable").index]


def not_verified_since(groups: pd.DataFrame, day: date) -> pd.DataFrame:
    """The active and paused groups that nobody has verified since a day, the longest ago first, never verified before
    all others."""
    old = groups[
        (groups["status"] != Status.INACTIVE)
        & ~(groups["last_verified_on"] >= pd.Timestamp(day)).fillna(value=False).astype(bool)
    ]
    return old.sort_values(["last_verified_on", "sort_name", "id"], na_position="first")


def group_labels(groups: pd.DataFrame) -> dict[str, str]:
    """What each group is called in a list to choose from, by id, in the order of names: its name and where it is.

    No two labels are the same, because a browser sends back the label of what was chosen: where names and places are
    alike to the eye, the id stands behind them.
    """
    ordered = groups.sort_values(["sort_name", "id"])
    told = {
        group_id: f"{name} ({_where(codes)})"
        for group_id, name, codes in zip(ordered["id"], ordered["name"], ordered["regions"], strict=True)
    }
    alike = Counter(map(normalize_for_search, told.values()))
    return {
        each: f"{label} [{each}]" if alike[normalize_for_search(label)] > 1 else label for each, label in told.items()
    }


def is_national_or_virtual(groups: pd.DataFrame) -> pd.Series:
    """Which rows are national or virtual groups: there for everyone they serve, and no region's own."""
    return groups["scope"].isin(NATIONAL_OR_VIRTUAL)


def groups_as_text(groups: pd.DataFrame) -> pd.DataFrame:
    """The columns of the file with their values as they stand there: codes separated by spaces, dates as 2026-03-31,
    empty where unknown; the same rows in the same order."""
    told = groups[list(COLUMNS)].copy()
    for column in LIST_COLUMNS:
        told[column] = told[column].map(" ".join)
    for column in DATE_COLUMNS:
        told[column] = told[column].dt.strftime("%Y-%m-%d").fillna("")
    return told


def groups_as_text_rows(groups: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of ``groups_as_text``, one mapping from column to text each."""
    return [{str(column): value for column, value in row.items()} for row in groups_as_text(groups).to_dict("records")]


def with_search_columns(groups: pd.DataFrame) -> pd.DataFrame:
    """The same rows with what searching and sorting need, worked out once per file.

    ``search_text``: folded name, city, description and names of the regions; ``sort_name``: the folded name;
    ``sort_region``: the name of the first region, missing for a group of no one region.
    """
    french = regions()["name_fr"]
    rows = zip(groups["name"], groups["city"], groups["description"], groups["regions"], strict=True)
    texts = [
        normalize_for_search(
            "\n".join(
                [name, city, description, *(f"{region_names().get(code, '')} {french.get(code, '')}" for code in codes)]
            )
        )
        for name, city, description, codes in rows
    ]
    first_regions = [region_names().get(codes[0]) if codes else None for codes in groups["regions"]]
    return groups.assign(
        search_text=pd.Series(texts, index=groups.index, dtype="str"),
        sort_name=pd.Series(map(normalize_for_search, groups["name"]), index=groups.index, dtype="str"),
        sort_region=pd.Series(first_regions, index=groups.index, dtype="str"),
    )


def normalize_for_search(text: str) -> str:
    """A text without what a search should not notice: case, accents, and the kind of dash or quotation mark."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _where(codes: Sequence[str]) -> str:
    places = [*map(display_name, codes)] or ["everywhere"]
    return ", ".join(places[:3]) + (" …" if len(places) > 3 else "")


def _serve(groups: pd.DataFrame, place: str) -> np.ndarray:
    """Which groups serve a region or any part of a country; no codes at all means everywhere."""
    within, country = f"{place}-", country_of(place)
    serves = [
        not codes or place in codes or country in codes or any(code.startswith(within) for code in codes)
        for codes in groups["regions"]
    ]
    return np.array(serves, dtype=bool)


_NEAREST_FIRST = (Scope.STATEWIDE, Scope.REGIONAL, Scope.LOCAL, Scope.NATIONAL, Scope.VIRTUAL)
_ALIKE = {ord(dash): "-" for dash in "‐‑‒–—−"} | {ord(mark): "'" for mark in "‘’ʼ"} | {ord(mark): '"' for mark in "“”"}
