"""Who is counted as a country's people: children under 18 in the United States, everyone in Canada."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PopulationMeasure:
    """Who is counted in one country, in which columns of data/regions.csv, and what they are called.

    ``column`` is the one that shares and rankings are based on; ``population`` and ``under_18`` are the columns of all
    residents and of children, None where no count is published. ``people`` and ``everyone_noun`` are the words for
    those who are counted; ``description`` says exactly who they are, and ``source`` who counted them.
    """

    column: str
    population: str
    under_18: str | None
    people: str
    everyone_noun: str
    description: str
    source: str


# The two count different people in different years, so they are never added up.
POPULATION_MEASURES = {
    "US": PopulationMeasure(
        column="under_18_2022",
        population="population_2022",
        under_18="under_18_2022",
        people="children",
        everyone_noun="every child",
        description="children under 18 (civilians, July 1, 2022)",
        source="U.S. Census Bureau, Population Estimates Program, Vintage 2022 (SC-EST2022, NST-EST2022)",
    ),
    "CA": PopulationMeasure(
        column="population_2021",
        population="population_2021",
        under_18=None,
        people="people",
        everyone_noun="everyone",
        description="people of all ages (May 11, 2021)",
        source="Statistics Canada, 2021 Census of Population",
    ),
}
