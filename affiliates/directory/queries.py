"""Finds the groups that match a visitor's filters, and sorts and names them."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

import numpy as np
import pandas as pd

from affiliates.content.place_names import display_name
from affiliates.directory.schema import (
    COLUMNS,
    DATE_COLUMNS,
    LIST_COLUMNS,
    NATIONAL_OR_VIRTUAL,
    EntryKind,
    Scope,
    Status,
    kind_as_text,
)
from affiliates.geo.cities.names import city_key
from affiliates.geo.region_spellings import region_spellings
from affiliates.geo.regions import country_of, region_names
from affiliates.languages.language import Language


class GroupSort(StrEnum):
    """The orders in which visitors can sort groups."""

    REGION = "region"
    NAME = "name"
    VERIFIED = "verified"


# From the region's own groups to those that serve it among many.
SCOPE_ORDER = (Scope.STATEWIDE, Scope.REGIONAL, Scope.LOCAL, Scope.NATIONAL, Scope.VIRTUAL)
_SORT_COLUMNS: dict[GroupSort, list[str]] = {
    GroupSort.REGION: ["sort_region", "sort_scope"],
    GroupSort.NAME: [],
    GroupSort.VERIFIED: ["last_verified_on"],
}
_LABELED = ("id", "name", "kind", "regions")
_LOOKALIKES = str.maketrans("‐‑‒–—−‘’ʼ“”", "------'''\"\"")


@dataclass(frozen=True)
class GroupFilters:
    """The filters that a visitor chose. A filter that is empty or None lets every group through.

    ``city`` is a ``city_key``. A group matches ``scopes``, ``languages`` and ``statuses`` if it has at least one of
    them, and ``links``, which are columns of the schema, if at least one of them is filled in. It must match all
    filters.
    """

    country: str | None = None
    region: str | None = None
    city: str = ""
    query: str = ""
    scopes: tuple[Scope, ...] = ()
    languages: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()

    def without_place(self) -> "GroupFilters":
        """The same filters for any place and any status: what the map counts by region."""
        return replace(self, country=None, region=None, city="", statuses=())

    @property
    def is_place_only(self) -> bool:
        """Whether only a place is chosen, with active groups as usual."""
        return replace(self, country=None, region=None) == GroupFilters(statuses=(Status.ACTIVE,))

    @property
    def narrows_map(self) -> bool:
        """Whether the filters leave groups out of the map's counts."""
        return self.without_place() != GroupFilters()


def matching(groups: pd.DataFrame, filters: GroupFilters) -> pd.DataFrame:
    """The rows of ``groups`` that match every filter, in the same order.

    A region matches the groups that serve it, including national and virtual ones. Each word of the query must occur
    in the name, the city, the description or a name of a region in any of our languages, in any order; case and accents
    do not matter, and no character has a special meaning.
    """
    is_match = np.ones(len(groups), dtype=bool)
    if filters.region:
        is_match &= _serve(groups, filters.region)
    elif filters.country:
        is_match &= _serve(groups, filters.country)
    if filters.city:
        is_match &= (groups["city_key"] == filters.city).to_numpy(dtype=bool)
    for column, chosen in (("scope", filters.scopes), ("status", filters.statuses)):
        if chosen:
            is_match &= groups[column].isin(chosen).to_numpy()
    if filters.languages:
        is_match &= groups["languages"].map(set(filters.languages).intersection).map(bool).to_numpy(dtype=bool)
    if filters.links:
        is_match &= (groups[list(filters.links)] != "").any(axis=1).to_numpy()
    for word in dict.fromkeys(normalize_for_search(filters.query).split()):
        is_match &= groups["search_text"].str.contains(word, regex=False).to_numpy(dtype=bool)
    return groups[is_match]


def sort_columns(order: GroupSort) -> list[str]:
    """The columns that an order looks at, the first one first."""
    return [*_SORT_COLUMNS[order], "sort_name", "id"]


def sorted_groups(groups: pd.DataFrame, order: GroupSort) -> pd.DataFrame:
    """The same rows sorted by the name of the first region (groups without regions last) and there by ``SCOPE_ORDER``,
    by name, or by the day of the last verification (newest first, never verified last). Ties are sorted by name, then
    by id."""
    by = sort_columns(order)
    return groups.sort_values(by, ascending=[column != "last_verified_on" for column in by])


def groups_serving(groups: pd.DataFrame, region: str) -> pd.DataFrame:
    """The active groups that serve a region: statewide, regional, local, national, virtual; within each by name."""
    served = sorted_groups(matching(groups, GroupFilters(region=region, statuses=(Status.ACTIVE,))), GroupSort.NAME)
    return served.loc[served["scope"].map(SCOPE_ORDER.index).sort_values(kind="stable").index]


def not_verified_since(groups: pd.DataFrame, day: date) -> pd.DataFrame:
    """The active and paused groups that have not been verified since a day: never verified first, then the oldest."""
    is_recent = (groups["last_verified_on"] >= pd.Timestamp(day)).fillna(value=False).astype(bool)
    outdated = groups[(groups["status"] != Status.INACTIVE) & ~is_recent]
    return outdated.sort_values(["last_verified_on", "sort_name", "id"], na_position="first")


def group_labels(language: Language, groups: pd.DataFrame) -> dict[str, str]:
    """A label for each group or ally in a list to choose from, by id, in the order of names: its name and where it is.

    No two labels are the same, because the browser sends back the label of the choice: labels that look alike also
    show the id.
    """
    ordered = groups.sort_values(["sort_name", "id"])
    labels = {
        group_id: f"{name} ({_where(language, kind, codes)})"
        for group_id, name, kind, codes in zip(*(ordered[column] for column in _LABELED), strict=True)
    }
    occurrences = Counter(map(normalize_for_search, labels.values()))
    return {
        group_id: f"{label} [{group_id}]" if occurrences[normalize_for_search(label)] > 1 else label
        for group_id, label in labels.items()
    }


def is_national_or_virtual(groups: pd.DataFrame) -> pd.Series:
    """Which rows are national or virtual groups, which count as no region's own."""
    return groups["scope"].isin(NATIONAL_OR_VIRTUAL)


def groups_as_text(groups: pd.DataFrame, columns: Sequence[str] = COLUMNS) -> pd.DataFrame:
    """The same rows as text in the form of the file, with its columns: codes separated by spaces, dates as 2026-03-31,
    unknown values, and the kind of an affiliate group, empty."""
    texts = groups[list(columns)].copy()
    if "kind" in columns:
        texts["kind"] = texts["kind"].map(kind_as_text).astype("str")
    texts["scope"] = texts["scope"].fillna("")
    for column in LIST_COLUMNS:
        texts[column] = texts[column].map(" ".join)
    for column in DATE_COLUMNS:
        texts[column] = texts[column].dt.strftime("%Y-%m-%d").fillna("")
    return texts


def groups_as_text_rows(groups: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of ``groups_as_text`` as mappings from column to text."""
    return [{str(column): value for column, value in row.items()} for row in groups_as_text(groups).to_dict("records")]


def with_search_columns(groups: pd.DataFrame) -> pd.DataFrame:
    """The same rows with the columns that searching and sorting need, computed once per file.

    ``search_text``: normalized name, city, description and names of the regions, in every language; ``sort_name``: the
    normalized name; ``sort_region``: the name of the first region, missing for a group without regions;
    ``sort_scope``: the position of the scope in ``SCOPE_ORDER``, -1 without one; ``city_key``: that of the city,
    empty without one.
    """
    names, ranks = _names_for_search(), {scope: rank for rank, scope in enumerate(SCOPE_ORDER)}
    rows = zip(groups["name"], groups["city"], groups["description"], groups["regions"], strict=True)
    texts = [
        "\n".join([normalize_for_search(f"{name}\n{city}\n{description}"), *(names.get(code, "") for code in codes)])
        for name, city, description, codes in rows
    ]
    city_keys = {city: city_key(city) for city in groups["city"].unique()}
    columns = {
        "search_text": texts,
        "sort_name": list(map(normalize_for_search, groups["name"])),
        "sort_region": [region_names().get(codes[0]) if codes else None for codes in groups["regions"]],
        "city_key": [city_keys[city] for city in groups["city"]],
    }
    ordered = pd.Series([ranks.get(scope, -1) for scope in groups["scope"]], index=groups.index, dtype="int8")
    added = pd.DataFrame(columns, index=groups.index, dtype="str").assign(sort_scope=ordered)
    return pd.concat([groups, added], axis="columns")


@cache
def _names_for_search() -> dict[str, str]:
    """The normalized names of each region in every language."""
    return {
        region: " ".join(dict.fromkeys(map(normalize_for_search, spellings)))
        for region, spellings in region_spellings().items()
    }


def normalize_for_search(text: str) -> str:
    """A text without the differences that a search ignores: case, accents, and kinds of dashes and quotation marks."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES)).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _where(language: Language, kind: str, codes: Sequence[str]) -> str:
    names = [display_name(language, code) for code in codes]
    if kind == EntryKind.ALLY:
        # TRANSLATORS: Behind a name in a list, before the places: “(ally, Ohio)”.
        names = [language.gettext("ally"), *names]
    names = names or [language.gettext("everywhere")]
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _serve(groups: pd.DataFrame, place: str) -> np.ndarray:
    """Which groups serve a region, or any part of a country; groups without codes serve everyone."""
    within, country = f"{place}-", country_of(place)
    serves = [
        not codes or place in codes or country in codes or any(code.startswith(within) for code in codes)
        for codes in groups["regions"]
    ]
    return np.array(serves, dtype=bool)
