"""Duplicates: listed groups and pending applications that may be the same group as the one that applies."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from affiliates.directory.links import canonical_link
from affiliates.directory.queries import normalize_for_search
from affiliates.directory.schema import LINK_COLUMNS

# Similarity of two names, from 0 to 100, from which on a person is asked: lower where both serve the same region.
_SIMILAR_ANYWHERE, SIMILAR_IN_REGION, _ONE_CONTAINS_THE_OTHER = 92, 82, 95
# Words that do not tell one group from another, in English, French and Spanish.
_INSIGNIFICANT_WORD = re.compile(
    "the|an?|of|for|and|to|in|on|at|inc|org|group|groupe|grupo|l[ea]s?|l|d[eu]s?|d|et|pour|el|los|y"
)


@dataclass(frozen=True)
class DuplicateCandidate:
    """A group or application that may be the same one.

    ``id`` is its group id or its reference, ``shares_link`` whether they share a link or an email address, and
    ``similarity`` that of their names, from 0 to 100.
    """

    id: str
    shares_link: bool
    similarity: float


@dataclass(frozen=True)
class _Traits:
    """What is compared of a group: links and email address, the words of its name, and its regions."""

    contacts: frozenset[str]
    words: list[str]
    regions: frozenset[str]


def find_duplicates(
    values: Mapping[str, str], others: Iterable[tuple[str, Mapping[str, str]]], *, limit: int = 3
) -> list[DuplicateCandidate]:
    """The others that may be the group in ``values``, the likeliest first.

    ``values`` and each of ``others`` (id and values) hold the columns of a group as text. Case, spaces, punctuation,
    accents, small words ("the") and the order of words make no difference to names; spellings of the same address make
    none to links (``links.canonical_link``). Names are compared by the normalized indel distance of their sorted words
    and of their letters without spaces (rapidfuzz ``ratio``), and, within a region, as sets of words.
    """
    return find_duplicates_of_each({"": values}, others, limit=limit)[""]


def find_duplicates_of_each(
    groups: Mapping[str, Mapping[str, str]], others: Iterable[tuple[str, Mapping[str, str]]], *, limit: int = 3
) -> dict[str, list[DuplicateCandidate]]:
    """The same for many groups at once, by their key: what is compared of ``others`` is worked out once.

    None is a duplicate of itself: another one under its own key is left out.
    """
    compared = [(other_id, _traits_of(other)) for other_id, other in others]
    return {key: _duplicates_among(key, _traits_of(values), compared)[:limit] for key, values in groups.items()}


def _duplicates_among(key: str, traits: _Traits, others: list[tuple[str, _Traits]]) -> list[DuplicateCandidate]:
    found = []
    for other_id, other in others:
        shares_link = bool(traits.contacts & other.contacts)
        in_one_region = bool(traits.regions & other.regions)
        similarity = word_similarity(traits.words, other.words, in_one_region)
        if other_id != key and (shares_link or is_similar(similarity, in_one_region=in_one_region)):
            found.append(DuplicateCandidate(other_id, shares_link, similarity))
    return sorted(found, key=lambda each: (not each.shares_link, -each.similarity))


def _traits_of(values: Mapping[str, str]) -> _Traits:
    return _Traits(
        frozenset(contact_keys(values)),
        significant_words(values.get("name", "")),
        frozenset(values.get("regions", "").split()),
    )


def name_similarity(one: str, other: str, *, in_one_region: bool) -> float:
    """How similar two names are, from 0 to 100, as ``find_duplicates`` compares them."""
    return word_similarity(significant_words(one), significant_words(other), in_one_region)


def is_similar(similarity: float, *, in_one_region: bool) -> bool:
    """Whether names are so similar that a person is asked."""
    return similarity >= (SIMILAR_IN_REGION if in_one_region else _SIMILAR_ANYWHERE)


def word_similarity(one: list[str], other: list[str], in_one_region: bool) -> float:
    """The same for the significant words of both names."""
    if not one or not other:
        return 0.0
    similarity = max(
        fuzz.ratio(" ".join(sorted(one)), " ".join(sorted(other))), fuzz.ratio("".join(one), "".join(other))
    )
    if in_one_region and len(set(one) & set(other)) > 1:
        inside = fuzz.token_set_ratio(" ".join(one), " ".join(other))
        similarity = max(similarity, inside if inside >= _ONE_CONTAINS_THE_OTHER else 0.0)
    return float(similarity)


def significant_words(name: str) -> list[str]:
    """The words of a name that tell groups apart, normalized; all of them where none does."""
    words = re.findall(r"\w+", re.sub(r"['.’]", "", normalize_for_search(name)).replace("_", " "))
    return [word for word in words if not _INSIGNIFICANT_WORD.fullmatch(word)] or words


def contact_keys(values: Mapping[str, str]) -> set[str]:
    """The links and the email address of a group, in one form for all spellings."""
    links = {canonical_link(values[column]) for column in LINK_COLUMNS if values.get(column)}
    return links | ({values["email"].casefold()} if values.get("email") else set())
