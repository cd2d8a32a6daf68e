"""Look-alikes: listed groups and waiting applications that may be the same group as the one that applies."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from affiliates.directory.links import canonical_link
from affiliates.directory.queries import normalize_for_search
from affiliates.directory.schema import LINK_COLUMNS

# Likeness of two names, from 0 to 100, from which on they are shown to a person: lower where both serve a region.
_ALIKE_ANYWHERE, _ALIKE_IN_ONE_REGION, _ONE_INSIDE_THE_OTHER = 92, 82, 95
# Words that do not tell one group from another, in English, French and Spanish.
_SMALL_WORD = re.compile(
    "the|an?|of|for|and|to|in|on|at|inc|org|group|groupe|grupo|l[ea]s?|l|d[eu]s?|d|et|pour|el|los|y"
)


@dataclass(frozen=True)
class DuplicateCandidate:
    """A group or application that may be the same: its id, and whether they share a link or e-mail address, or only
    look alike by name."""

    id: str
    shares_link: bool
    likeness: float


def find_duplicates(
    values: Mapping[str, str], others: Iterable[tuple[str, Mapping[str, str]]], *, limit: int = 3, strict: bool = False
) -> list[DuplicateCandidate]:
    """The others that may be the group in ``values``, the likeliest first.

    ``values`` and each of ``others`` (id and values) hold the columns of a group as text. Case, spaces, punctuation,
    accents, small words ("the") and the order of words make no difference to names; scheme, ``www``, and what stands
    behind ``?`` make none to links. Names are compared by the normalized indel distance of their sorted words and of
    their letters without spaces (rapidfuzz ``ratio``), and, within a region, as sets of words; ``strict`` leaves out
    that last way and any that is less than nearly the same, so that nobody can feel for a name word by word.
    """
    keys, name, regions = _keys(values), _words(values.get("name", "")), set(values.get("regions", "").split())
    found = []
    for other_id, other in others:
        shares_link = bool(keys & _keys(other))
        in_one_region = not strict and bool(regions & set(other.get("regions", "").split()))
        likeness = _likeness(name, _words(other.get("name", "")), in_one_region)
        if shares_link or likeness >= (_ALIKE_IN_ONE_REGION if in_one_region else _ALIKE_ANYWHERE):
            found.append(DuplicateCandidate(other_id, shares_link, likeness))
    return sorted(found, key=lambda twin: (not twin.shares_link, -twin.likeness))[:limit]


def _likeness(one: list[str], other: list[str], in_one_region: bool) -> float:
    if not one or not other:
        return 0.0
    alike = max(fuzz.ratio(" ".join(sorted(one)), " ".join(sorted(other))), fuzz.ratio("".join(one), "".join(other)))
    if in_one_region and len(set(one) & set(other)) > 1:
        inside = fuzz.token_set_ratio(" ".join(one), " ".join(other))
        alike = max(alike, inside if inside >= _ONE_INSIDE_THE_OTHER else 0.0)
    return float(alike)


def _words(name: str) -> list[str]:
    words = re.findall(r"\w+", re.sub(r"['.’]", "", normalize_for_search(name)).replace("_", " "))
    return [word for word in words if not _SMALL_WORD.fullmatch(word)] or words


def _keys(values: Mapping[str, str]) -> set[str]:
    links = {canonical_link(values[column]) for column in LINK_COLUMNS if values.get(column)}
    return links | ({values["email"].casefold()} if values.get("email") else set())
