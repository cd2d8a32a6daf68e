"""What the words and numbers of the coverage mean: the page and every report publish these sentences."""

from affiliates.languages.language import N_, Language

# Each is a term, and its explanation, which continues it as one sentence.
_METHOD = (
    # TRANSLATORS: The words between the asterisks, which come first, are printed in bold.
    N_(
        "**A place has a group** when at least one active local, regional, or statewide group serves it. National and"
        " virtual groups help families everywhere; they are shown, but not counted for any one place."
    ),
    N_(
        "**Local only, statewide only, statewide and local** are the kinds of groups a place has of its own. A "
        "regional group serves part of a state, or parts of several, and counts as local. Only a statewide group is "
        "there for every family of a place, so a place with local groups only is told apart. In Canada, statewide "
        "means an entire province or territory."
    ),
    N_(
        "**Verified** means that someone confirmed in the last 12 months that a group in the place is still there. "
        "Stale means that the last confirmation is older than that. Never verified means that none has been recorded "
        "yet."
    ),
    N_(
        "**The share of children, or of people,** is the percentage of them who live in a place with a statewide "
        "group, in the 50 states and D.C. or in all of Canada. For the United States we count children under 18 "
        "(civilians, July 1, 2022); for Canada we have no count of children, so we count people of all ages (May 11, "
        "2021). The two count different people and are never added up. No count of children is published for the U.S."
        " territories, so they are shown, but part of no share. That a group serves a place does not mean that every "
        "family there knows about it."
    ),
    N_(
        "**The nearest place with a group** is the one with the shortest distance between the two borders, which is 0"
        " for neighbors. If several places touch, it is the one whose center is nearest. It may be in the other "
        "country."
    ),
    N_(
        "**Distances** are geodesics on the WGS 84 ellipsoid, measured on outlines simplified to about a kilometer. "
        "Borders less than 8 km (5 miles) apart, on two sides of a river for example, count as shared. The center of "
        "a place is the centroid of its area in an equal-area projection: it does not depend on where people live, "
        "and may lie in water."
    ),
    N_(
        "**Where next** ranks the places without a statewide group, those with local groups only among them, by "
        "people, most first; by distance between borders, farthest from another place with a group first, with "
        "neighbors of places that have a group ranked by the distance between centers; or by both. For both, each "
        "place gets 0 to 100 points for its rank by people and 0 to 100 for its rank by distance, and the weights "
        "shown combine them into one number. People who are ready to help start a group count where there is none at "
        "all, from five up."
    ),
    N_(
        "**The fewest groups for a target** are found by taking the places with the most people first. That is exact:"
        " each new group adds the people of its own place and no one else, so no other choice of as many places adds "
        "more."
    ),
    N_(
        "**Change between two days** compares the list of groups at the beginning of the first day with the one at "
        "the end of the last (UTC), as saved whenever it changed. Before the first saved version nothing is known, "
        "and nothing is guessed. A change made in the file by hand appears from the last version saved before it. "
        "Every day is measured with the same population, so only groups change the share."
    ),
)
_SOURCES = (
    N_(
        "Children under 18 (civilians, July 1, 2022): U.S. Census Bureau, Population Estimates Program, Vintage 2022 "
        "(SC-EST2022, NST-EST2022)."
    ),
    N_("People of all ages (May 11, 2021): Statistics Canada, 2021 Census of Population."),
    N_("Outlines: U.S. Census Bureau, cartographic boundaries 2019; Natural Earth 1:50m."),
)


def method(language: Language) -> tuple[tuple[str, str], ...]:
    """The terms and their explanations; an explanation continues its term as one sentence."""
    return tuple(_term_and_meaning(language.gettext(each)) for each in _METHOD)


def sources(language: Language) -> tuple[str, ...]:
    """Where the figures come from, a sentence each."""
    return tuple(map(language.gettext, _SOURCES))


def _term_and_meaning(sentence: str) -> tuple[str, str]:
    term, _, meaning = sentence.removeprefix("**").partition("**")
    return term, meaning.strip()
