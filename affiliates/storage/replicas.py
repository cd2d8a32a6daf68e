"""How many processes answer for one store, as the operator says."""

import math
import os

from affiliates.errors import SettingError

REPLICAS = "AFFILIATES_REPLICAS"
_MAX = 64


def count_replicas() -> int:
    """How many processes serve visitors from this store: AFFILIATES_REPLICAS, else one.

    Raises ``SettingError`` for anything but a number from 1 to 64.
    """
    text = os.environ.get(REPLICAS, "").strip() or "1"
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _MAX):
        raise SettingError(f"{REPLICAS} is “{text}”: say how many processes serve the site, 1 to {_MAX}.")
    return int(text)


def own_share(most: int) -> int:
    """How many of ``most`` one process lets through, so that whoever goes to all of them gets no more; one at least."""
    return math.ceil(most / count_replicas())
