"""How many people are ready to help start a group, as everybody may know it."""

from collections import Counter
from collections.abc import Iterable

from affiliates.storage.contract.people import Person

MIN_SHOWN = 5  # fewer are nobody's business: in a small place one would know who


def people_ready(people: Iterable[Person]) -> dict[str, int]:
    """How many confirmed people would help, by region; a region with fewer than 5 is left out, as if it had none.

    No total of these may be shown beside a total of all: it would tell how many are left out.
    """
    ready = {(each.region, each.email.casefold()) for each in people if each.would_help and each.confirmed_at}
    counts = Counter(region for region, _ in ready)
    return {region: count for region, count in sorted(counts.items()) if count >= MIN_SHOWN}
