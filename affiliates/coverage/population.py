"""Who is counted as a country's people: children under 18 in the United States, everyone in Canada.

Sentences about them are whole ones for each country, chosen by its code.
"""

from dataclasses import dataclass

from affiliates.languages.language import N_, Message


@dataclass(frozen=True)
class PopulationMeasure:
    """Who is counted in one country, in which columns of data/regions.csv, and what they are called.

    ``column`` is the one that shares and rankings are based on; ``population`` and ``under_18`` are the columns of all
    residents and of children, None where no count is published. ``label`` names those who are counted, above a column
    of their numbers; ``people`` does so where only English is spoken. ``description`` says exactly who they are, and
    ``source`` who counted them.
    """

    column: str
    population: str
    under_18: str | None
    label: Message
    people: str
    description: Message
    source: Message


# The two count different people in different years, so they are never added up.
POPULATION_MEASURES = {
    "US": PopulationMeasure(
        column="under_18_2022",
        population="population_2022",
        under_18="under_18_2022",
        label=N_("Children"),
        people="children",
        description=N_("children under 18 (civilians, July 1, 2022)"),
        source=N_("U.S. Census Bureau, Population Estimates Program, Vintage 2022 (SC-EST2022, NST-EST2022)"),
    ),
    "CA": PopulationMeasure(
        column="population_2021",
        population="population_2021",
        under_18=None,
        label=N_("People"),
        people="people",
        description=N_("people of all ages (May 11, 2021)"),
        source=N_("Statistics Canada, 2021 Census of Population"),
    ),
}
