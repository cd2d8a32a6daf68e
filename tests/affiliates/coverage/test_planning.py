"""Rankings, targets, and plans, checked against tables worked out by hand and by trying every choice."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliates.coverage.metrics import coverage_by_region
from affiliates.coverage.planning import (
    RankingOrder,
    fewest_groups_for_share,
    ranking,
    what_if,
)
from affiliates.coverage.words.headline import detail_sentences
from affiliates.coverage.words.plan import plan_sentences
from affiliates.directory.parsing import empty_directory
from affiliates.errors import NoPopulationError
from affiliates.geo.regions import SHIPPED_DATA, region_names
from affiliates.languages.catalogs import ENGLISH
from tests.made_up import groups_of, made_up_regions, read_directory, row

TODAY = date(2026, 11, 21)
# Michigan is covered; Ohio and Indiana touch it, Kentucky is beyond them, Hawaii is far away; Guam is unknown.
PEOPLE = {"US-MI": 200, "US-OH": 400, "US-IN": 100, "US-KY": 250, "US-HI": 50, "US-GU": None}


@pytest.fixture
def coverage(tmp_path: Path) -> pd.DataFrame:
    return coverage_by_region(groups_of(tmp_path, row(1, regions="US-MI")), TODAY, made_up_regions(PEOPLE))


@pytest.mark.parametrize(
    ("order", "weight", "expected"),
    [
        (
            RankingOrder.PEOPLE,
            0.5,
            [("US-OH", 1, 100), ("US-KY", 2, 66.7), ("US-IN", 3, 33.3), ("US-HI", 4, 0), ("US-GU", None, None)],
        ),
        (
            RankingOrder.DISTANCE,
            0.5,
            [("US-GU", 1, 100), ("US-HI", 2, 75), ("US-KY", 3, 50), ("US-IN", 4, 25), ("US-OH", 5, 0)],
        ),
        # Ohio 100 and 0, Kentucky 66.7 and 50, Indiana 33.3 and 25, Hawaii 0 and 75.
        (
            RankingOrder.BOTH,
            0.5,
            [("US-KY", 1, 58.3), ("US-OH", 2, 50), ("US-HI", 3, 37.5), ("US-IN", 4, 29.2), ("US-GU", None, None)],
        ),
        (
            RankingOrder.BOTH,
            0.9,
            [("US-OH", 1, 90), ("US-KY", 2, 65), ("US-IN", 3, 32.5), ("US-HI", 4, 7.5), ("US-GU", None, None)],
        ),
    ],
)
def test_ranking_goes_by_people_by_distance_or_by_both(
    coverage: pd.DataFrame, order: RankingOrder, weight: float, expected: list[tuple[str, int | None, float | None]]
) -> None:
    ranked = ranking(coverage, "US", order, weight)

    assert list(ranked.index) == [region for region, _, _ in expected]
    assert [None if pd.isna(rank) else int(rank) for rank in ranked["rank"]] == [rank for _, rank, _ in expected]
    assert ranked["points"].to_list() == pytest.approx(
        [float("nan") if points is None else points for _, _, points in expected], abs=0.05, nan_ok=True
    )


def test_ranking_by_people_who_are_ready_leaves_the_others_as_they_are(coverage: pd.DataFrame) -> None:
    ready = {"US-HI": 7, "US-IN": 5, "US-KY": 7, "US-MI": 90, "CA-ON": 9}  # Michigan has a group
    ranked = ranking(coverage, "US", RankingOrder.READY, ready=ready)

    assert list(ranked.index) == ["US-KY", "US-HI", "US-IN", "US-OH", "US-GU"]
    assert [None if pd.isna(rank) else int(rank) for rank in ranked["rank"]] == [1, 1, 3, None, None]
    assert ranked["ready"].dropna().to_dict() == {"US-KY": 7, "US-HI": 7, "US-IN": 5}
    others = ranking(coverage, "US", RankingOrder.READY)
    assert list(others.index) == list(ranking(coverage, "US").index)
    assert others["rank"].isna().all()


def test_people_who_are_ready_do_not_count_where_a_local_group_is(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, regions="US-OH", scope="local"))
    table = coverage_by_region(groups, TODAY, made_up_regions(PEOPLE))

    assert ranking(table, "US", RankingOrder.READY, ready={"US-OH": 9})["rank"].isna().all()


def test_tied_regions_share_a_rank_and_are_sorted_by_name(tmp_path: Path) -> None:
    table = coverage_by_region(groups_of(tmp_path), TODAY, made_up_regions({"US-OH": 5, "US-MI": 5, "US-KY": 1}))

    ranked = ranking(table, "US")

    assert list(ranked.index) == ["US-MI", "US-OH", "US-KY"]
    assert ranked["rank"].to_list() == [1, 1, 3]
    assert ranked["points"].to_list() == [100, 100, 0]


@pytest.mark.parametrize("order", RankingOrder)
def test_ranking_of_an_empty_directory_is_by_people(order: RankingOrder) -> None:
    ranked = ranking(coverage_by_region(empty_directory().groups, TODAY), "US", order)

    assert list(ranked.index[:3]) == ["US-CA", "US-TX", "US-FL"]
    assert len(ranked) == 56


def test_ranking_is_empty_if_every_region_is_covered(tmp_path: Path) -> None:
    table = coverage_by_region(groups_of(tmp_path, row(1)), TODAY, made_up_regions({"US-OH": 1}))

    assert ranking(table, "US", RankingOrder.BOTH).empty
    assert fewest_groups_for_share(table, "US", 1).regions == ()


def test_weight_or_target_that_is_not_a_share_is_refused(coverage: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="weight"):
        ranking(coverage, "US", RankingOrder.BOTH, 1.1)
    with pytest.raises(ValueError, match="target"):
        fewest_groups_for_share(coverage, "US", -0.1)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (0, ()),
        (0.2, ()),  # Michigan already has it
        (0.201, ("US-OH",)),
        (0.6, ("US-OH",)),  # 200 + 400 of 1,000 to the child
        (0.601, ("US-OH", "US-KY")),
        (0.9, ("US-OH", "US-KY", "US-IN")),
        (1, ("US-OH", "US-KY", "US-IN", "US-HI")),
    ],
)
def test_target_takes_the_fewest_regions(coverage: pd.DataFrame, target: float, expected: tuple[str, ...]) -> None:
    plan = fewest_groups_for_share(coverage, "US", target)

    assert plan.regions == expected
    assert plan.after[0].share is not None
    assert plan.after[0].share >= target


def test_target_without_any_population_is_refused(tmp_path: Path) -> None:
    table = coverage_by_region(groups_of(tmp_path), TODAY, made_up_regions({"US-GU": None}))

    with pytest.raises(NoPopulationError, match="children"):
        fewest_groups_for_share(table, "US", 0.5)


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=7).filter(any),
    st.sets(st.integers(0, 6)),
    st.sampled_from([0, 0.1, 0.25, 0.5, 0.6, 0.99, 1]),
)
def test_no_smaller_choice_reaches_the_target(people: list[int], covered: set[int], target: float) -> None:
    """Every choice of one region fewer is tried."""
    states = [
        code for code in region_names() if code.startswith("US") and code != "US-AS"
    ]  # a territory is counted apart
    codes = states[: len(people)]
    table = coverage_by_region(
        empty_directory().groups, TODAY, made_up_regions(dict(zip(codes, people, strict=True)))
    ).assign(statewide=[int(number in covered) for number in range(len(people))])
    table["covered"] = table["statewide"] > 0

    plan = fewest_groups_for_share(table, "US", target)

    assert plan.after[0].share is not None
    assert plan.after[0].share >= target - 1e-9
    open_codes = [code for number, code in enumerate(codes) if number not in covered]
    for fewer in combinations(open_codes, max(0, len(plan.regions) - 1)):
        if plan.regions:
            assert (what_if(table, "US", fewer).after[0].share or 0) < target


def test_plan_says_what_changes(coverage: pd.DataFrame) -> None:
    plan = what_if(coverage, "US", ["US-GU", "US-OH", "US-MI", "CA-ON", "nowhere"])

    assert plan.regions == ("US-OH", "US-GU")  # Michigan has a group, Ontario is in Canada
    assert [(part.statewide, part.regions) for part in plan.before] == [(1, 5), (0, 1)]
    assert [(part.statewide, part.regions) for part in plan.after] == [(2, 5), (1, 1)]
    assert [part.people_statewide for part in (plan.before[0], plan.after[0])] == [200, 600]
    assert plan.unknown_population == ("US-GU",)
    assert (plan.isolated_before, plan.isolated_after) == (2, 1)  # Kentucky and Hawaii; then Hawaii
    assert plan_sentences(ENGLISH, plan) == (
        "2 new groups: Ohio and Guam.",
        "2 of 5 states would have a statewide group, compared with 1 today.",
        "1 of 1 U.S. territory would have a statewide group, compared with 0 today.",
        "60.0% of children would live in a place with a statewide group, compared with 20.0% today: 400 more.",
        "We do not know how many children live in Guam, so they are not counted.",
        "Places with no group of their own and none next door: 1, compared with 2 today.",
    )


def test_place_with_a_local_group_only_is_ranked_and_planned_like_one_without(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, regions="US-MI"), row(2, regions="US-OH", scope="local"))
    coverage = coverage_by_region(groups, TODAY, made_up_regions(PEOPLE))

    plan = fewest_groups_for_share(coverage, "US", 0.6)

    assert list(ranking(coverage, "US").index[:2]) == ["US-OH", "US-KY"]
    assert plan.regions == ("US-OH",)
    assert (plan.before[0].people_local_only, plan.after[0].people_local_only) == (400, 0)
    assert plan.before[0].covered == plan.after[0].covered == 2


def test_place_that_may_have_a_group_is_neither_ranked_nor_planned_nor_counted(tmp_path: Path) -> None:
    groups = groups_of(tmp_path, row(1, regions="US-MI"))
    coverage = coverage_by_region(groups, TODAY, made_up_regions(PEOPLE), doubtful={"US-OH", "US-MI"})

    plan = fewest_groups_for_share(coverage, "US", 0.4)

    assert "US-OH" not in ranking(coverage, "US").index
    assert plan.regions == ("US-KY",)
    assert what_if(coverage, "US", ["US-OH"]).regions == ()
    assert (plan.before[0].people_doubtful, plan.before[0].people_without) == (400, 400)
    assert "We cannot say whether Ohio has a group: a row of our list cannot be read." in detail_sentences(
        ENGLISH, coverage, "US"
    )


def test_empty_plan_says_what_to_do(coverage: pd.DataFrame) -> None:
    assert plan_sentences(ENGLISH, what_if(coverage, "US", [])) == (
        "Nothing changes yet: choose a place that has no statewide group.",
    )


def test_shipped_directory_reaches_60_percent_with_the_largest_states() -> None:
    """9,264,631 of 72,448,895 children today: the sum of the Census Bureau's column."""
    table = coverage_by_region(read_directory(SHIPPED_DATA).groups, TODAY)

    plan = fewest_groups_for_share(table, "US", 0.6)

    largest = table[~table["covered"] & (table["country"] == "US")]["people"].nlargest(len(plan.regions))
    assert set(plan.regions) == set(largest.index)
    assert 9_264_631 + largest.sum() >= 0.6 * 72_448_895 > 9_264_631 + largest.iloc[:-1].sum()
