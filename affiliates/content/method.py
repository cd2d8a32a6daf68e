"""What the words and figures of the coverage mean: the page and every report publish these sentences."""

from affiliates.coverage.population import POPULATION_MEASURES

# Each: what is explained, and the explanation.
METHOD = (
    (
        "A place has a group",
        "when at least one active group serves it: a local, regional or statewide one. National and virtual groups "
        "help families everywhere; they are shown, and not counted for any one place.",
    ),
    (
        "Local only, statewide only, statewide and local",
        "say which groups a place has of its own. A regional group serves a part of a state, or parts of several, and "
        "counts with the local ones. In Canada, statewide means the whole province or territory.",
    ),
    (
        "Verified",
        "means that somebody made sure within the last 12 months that a group of the place is still there. Stale means "
        "that the last time was longer ago. Never verified means that nobody has noted it yet.",
    ),
    (
        "The share of children, or of people,",
        f"is the part of them who live in a place with a group. For the United States we count "
        f"{POPULATION_MEASURES['US'].description}; for Canada we have no figure of children and count "
        f"{POPULATION_MEASURES['CA'].description}. "
        "The two differ in kind and are never added up. Places without a figure count as places and are left out of "
        "the share. That a group serves a place does not mean that every family there knows of it.",
    ),
    (
        "The nearest place with a group",
        "is the one with the shortest way between the two borders, 0 for neighbors; where several touch, the one whose "
        "center is nearest. It may lie in the other country.",
    ),
    (
        "Distances",
        "are geodesics on the WGS 84 ellipsoid, between outlines simplified to about a kilometer; less than 8 km (5 "
        "miles) between two borders counts as a common one, a river for example. The center of a place is the center "
        "of gravity of its area, found in an equal-area projection: it knows nothing of where people live, and may lie "
        "in water.",
    ),
    (
        "Where next",
        "ranks the places without a group by people, most first; by distance between borders, farthest from a "
        "group first, and among neighbors of places with a group by the distance between centers; or by both: "
        "each place gets 0 to 100 points for its rank by people and 0 to 100 for its rank by distance, and the weights "
        "shown make one number of them.",
    ),
    (
        "The fewest groups for a target",
        "are found by taking the places with the most people first. That is exact: each new group adds the people of "
        "its own place and nobody else’s, so no other choice of as many places adds more.",
    ),
    (
        "Change between two days",
        "compares the kept former versions of the list of groups, from the beginning of the first day to the end of "
        "the last (UTC). Before the first kept version nothing is known and nothing is guessed. What somebody changed "
        "in the file by hand shows from the last kept version before it on. The numbers of children and people stay "
        "those of the same year at all times, so that only groups move the share.",
    ),
)

SOURCES = (
    *(
        f"{figure.description[0].upper()}{figure.description[1:]}: {figure.source}."
        for figure in POPULATION_MEASURES.values()
    ),
    "Outlines: U.S. Census Bureau, cartographic boundaries 2019; Natural Earth 1:50m.",
)
