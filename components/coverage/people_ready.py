"""How many people are ready to help start a group, by region: worked out once for all visitors."""

import logging
from collections.abc import Mapping
from pathlib import Path
from threading import Condition

from cachetools import LRUCache, cached

from affiliates.errors import StoreError
from affiliates.people.ready import people_ready as ready_by_region
from affiliates.storage.settings import data_folder
from components.state.resources import store

_log = logging.getLogger("affiliates")


def people_ready() -> Mapping[str, int]:
    """The numbers that everybody may know (``affiliates.people.ready``); no row of anybody is kept."""
    return _people_ready(data_folder(), store().people.version())


@cached(LRUCache(2), condition=Condition())
def _people_ready(_folder: Path, _version: str) -> Mapping[str, int]:
    try:
        return ready_by_region(store().people.people())
    except StoreError as error:
        _log.error("%s", error)
        return {}
