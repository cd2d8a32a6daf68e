"""What the coverage page says about one version of the directory: each answer is worked out once for all visitors."""

from collections.abc import Callable
from operator import attrgetter
from threading import Condition
from typing import Any, TypeVar, cast

import pandas as pd
from cachetools import LRUCache, cachedmethod
from cachetools.keys import hashkey

from affiliates.coverage.planning import Plan, RankingOrder, fewest_groups_for_share, ranking, what_if
from affiliates.coverage.summary import CoverageSummary, summarize_country
from affiliates.coverage.words.headline import detail_sentences, headline_sentences
from affiliates.coverage.words.region_table import RegionSort, region_table_as_text, sorted_regions
from affiliates.languages.language import Language

# How many people are ready to help start a group, by region, in a form that answers can be kept by.
PeopleReady = tuple[tuple[str, int], ...]
_Method = TypeVar("_Method", bound=Callable[..., Any])
_MAX_ANSWERS = 200  # a weight or a share that nobody asked for lately makes room


def _kept(method: _Method) -> _Method:
    """A method whose answers are kept by what it was asked; while one is worked out, others may ask the rest."""

    def key(_: object, *asked: object) -> object:
        return hashkey(method.__name__, *asked)

    keeps = cachedmethod(attrgetter("_answers"), key=key, condition=attrgetter("_changed"))
    return cast(_Method, keeps(method))


class CoverageAnswers:
    """The answers drawn from one ``coverage``, the frame of ``coverage_by_region``.

    Frames and plans are shared by all visitors: never change them. Weights and targets are in percent. Sentences
    are kept by their language.
    """

    def __init__(self, coverage: pd.DataFrame) -> None:
        """Works out nothing yet."""
        self.coverage = coverage
        self._answers: LRUCache[Any, Any] = LRUCache(_MAX_ANSWERS)
        self._changed = Condition()

    @_kept
    def headline(self, language: Language, country: str) -> tuple[str, ...]:
        """As ``headline_sentences``."""
        return headline_sentences(language, self.coverage, country)

    @_kept
    def details(self, language: Language, country: str) -> tuple[str, ...]:
        """As ``detail_sentences``."""
        return detail_sentences(language, self.coverage, country)

    @_kept
    def summary(self, country: str) -> CoverageSummary:
        """As ``summarize_country``."""
        return summarize_country(self.coverage, country)

    @_kept
    def ranking(self, country: str, order: RankingOrder, weight: int, ready: PeopleReady = ()) -> pd.DataFrame:
        """As ``planning.ranking``."""
        return ranking(self.coverage, country, order, weight / 100, dict(ready))

    @_kept
    def plan(self, country: str, regions: tuple[str, ...]) -> Plan:
        """As ``what_if``."""
        return what_if(self.coverage, country, regions)

    @_kept
    def fewest(self, country: str, target: int) -> Plan:
        """As ``fewest_groups_for_share``, which says what it raises."""
        return fewest_groups_for_share(self.coverage, country, target / 100)

    @_kept
    def table(
        self,
        language: Language,
        country: str,
        sort: RegionSort,
        order: RankingOrder,
        weight: int,
        ready: PeopleReady = (),
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Every region of a country, as ``sorted_regions``, and the same rows as ``region_table_as_text``."""
        rows = sorted_regions(language, self.coverage, country, sort, order, weight / 100, dict(ready))
        return rows, region_table_as_text(language, rows, country, order)
