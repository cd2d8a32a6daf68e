"""Rows of a list that look like a listed group, a waiting application, or each other: found without comparing all.

Only those are compared that share a link or an email address, have similar names in one region, or share a word that
few names have. What is compared is judged as ``affiliates.applications.duplicates`` does; names without a region in
common that share only words which many others have are not compared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from affiliates.applications.duplicates import (
    SIMILAR_IN_REGION,
    contact_keys,
    is_similar,
    significant_words,
    word_similarity,
)

# A link that more of a list share is that of an organization above them, and tells nothing.
_MAX_SHARING = 3
# A word that more names have finds too many in other regions to compare.
_MAX_WITH_WORD = 60
_ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class LookAlike:
    """Two of those compared, by their places, the later one first, and whether they share a link."""

    place: int
    other: int
    shares_link: bool
    similarity: float


def find_look_alikes(values: Sequence[Mapping[str, str]], others: int) -> dict[int, LookAlike]:
    """For each that looks like an earlier one, the likeliest of these, by its place.

    ``values`` holds those to compare with, ``others`` in number, and then the rows of the list; each is looked for
    among all before it, and only for rows of the list.
    """
    names = [significant_words(each.get("name", "")) for each in values]
    links = [contact_keys(each) for each in values]
    regions = [set(each.get("regions", "").split()) for each in values]
    found: dict[int, LookAlike] = {}
    for place, other in _candidates(names, links, regions, others):
        in_one_region = bool(regions[place] & regions[other])
        shares_link = bool(links[place] & links[other])
        similarity = word_similarity(names[place], names[other], in_one_region)
        # Chapters of one organization share its name and its link; where each is in a place of its own, they differ.
        apart = other >= others and not in_one_region and bool(regions[place] and regions[other])
        if (apart and not shares_link) or not (shares_link or is_similar(similarity, in_one_region=in_one_region)):
            continue
        each = LookAlike(place, other, shares_link, similarity)
        if place not in found or _rank(each) > _rank(found[place]):
            found[place] = each
    return found


def _rank(each: LookAlike) -> tuple[bool, float, int]:
    return (each.shares_link, each.similarity, -each.other)


def _candidates(
    names: list[list[str]], links: list[set[str]], regions: list[set[str]], others: int
) -> Iterator[tuple[int, int]]:
    """Pairs that are worth a comparison, each once."""
    pairs = {*_pairs_in(_by_link(links), others)}
    words = Counter(word for name in names for word in set(name))
    rare: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for word in {*name, "".join(name)}:
            if words[word] <= _MAX_WITH_WORD:
                rare[word].append(place)
    pairs |= {*_pairs_in([each for each in rare.values() if len(each) <= _MAX_WITH_WORD], others)}
    by_region: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(regions):
        for region in own:
            by_region[region].append(place)
    for texts in ([" ".join(sorted(name)) for name in names], ["".join(name) for name in names]):
        for places in by_region.values():
            pairs |= {*_similar_pairs(places, texts, others)}
    yield from sorted(pairs)


def _by_link(links: list[set[str]]) -> list[list[int]]:
    sharing: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(links):
        for link in own:
            sharing[link].append(place)
    return [places for places in sharing.values() if len(places) <= _MAX_SHARING]


def _pairs_in(blocks: Sequence[list[int]], others: int) -> Iterator[tuple[int, int]]:
    for places in blocks:
        for at, place in enumerate(places):
            if place >= others:
                yield from ((place, other) for other in places[:at])


def _similar_pairs(places: list[int], texts: list[str], others: int) -> Iterator[tuple[int, int]]:
    """Pairs within one region with similar names, compared in C, some hundred rows at a time."""
    own = [texts[place] for place in places]
    for start in range(0, len(places), _ROWS_AT_ONCE):
        block = own[start : start + _ROWS_AT_ONCE]
        scores = process.cdist(block, own, scorer=fuzz.ratio, score_cutoff=SIMILAR_IN_REGION, dtype=np.uint8)
        for row, column in zip(*np.nonzero(scores), strict=True):
            place, other = places[start + int(row)], places[int(column)]
            if place >= others and other < place:
                yield place, other
