"""How many people are ready to help start a group, by region: worked out once for all visitors."""

import logging
from collections.abc import Mapping
from pathlib import Path
from threading import Condition

from cachetools import LRUCache, cached

from affiliates.errors import StoreError
from affiliates.people.ready import people_ready as ready_by_region
from affiliates.storage.settings import store_place
from components.state.resources import last_answers, store

_log = logging.getLogger("affiliates")


def people_ready() -> Mapping[str, int]:
    """The numbers that everybody may know (``affiliates.people.ready``); no row of anybody is kept."""
    version = last_answers().get("people", store().people.version, "")
    return _people_ready(store_place(), version)


@cached(LRUCache(2), condition=Condition())
def _people_ready(_place: Path | str, _version: str) -> Mapping[str, int]:
    try:
        return ready_by_region(store().people.people())
    except StoreError as error:
        _log.error("%s", error)
        return {}
