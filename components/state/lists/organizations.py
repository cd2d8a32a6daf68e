"""Who else can help, and which links and contacts still work, as the store says it now; shared by all visitors."""

import logging
from datetime import date
from pathlib import Path
from threading import Condition

from cachetools import LRUCache, cached

from affiliates.directory.snapshots import today
from affiliates.errors import DirectoryUnreadableError
from affiliates.storage.settings import store_place
from affiliates.support.gone_websites import without_gone_websites
from affiliates.support.parsing import SupportDirectory
from affiliates.support.schema import SupportOrganization
from affiliates.upkeep.links.listed import links_not_to_show
from affiliates.upkeep.relay.reachable import ReachableGroups
from components.state.lists.one_look import asked_once
from components.state.resources import last_answers, store
from components.state.settings import relay_mail

_log = logging.getLogger("affiliates")
_MAX_VERSIONS = 2  # of a list: the present one, and the one that a slow visitor still draws


def support_organizations() -> tuple[SupportOrganization, ...]:
    """The organizations that help families, as they stand now; none where the list cannot be read."""
    return asked_once(_organizations_to_show)


def gone_links() -> frozenset[str]:
    """The addresses that visitors are not led to, because nothing is there any more."""
    return asked_once(_links_gone_today)


def reachable_groups() -> frozenset[str]:
    """The ids of the groups whose contact takes messages of visitors; none where no mail can be sent."""
    return _reachable_groups(store_place()).ids() if asked_once(relay_mail) else frozenset()


def support_directory() -> SupportDirectory | None:
    """The list of these organizations with its problems; None where it cannot be read."""
    return _support_directory(store_place(), support_version())


def support_version() -> str:
    """What changes whenever the list of these organizations does."""
    return asked_once(_present_support_version)


def _present_support_version() -> str:
    return last_answers().get("organizations", store().support.version, "")


def _organizations_to_show() -> tuple[SupportOrganization, ...]:
    listed = support_directory()
    return without_gone_websites(listed.organizations, gone_links()) if listed else ()


def _links_gone_today() -> frozenset[str]:
    version = last_answers().get("links", store().links.version, "")
    return _gone_links(store_place(), version, today())


@cached({}, condition=Condition())
def _reachable_groups(_place: Path | str) -> ReachableGroups:
    return ReachableGroups(store())


@cached(LRUCache(_MAX_VERSIONS), condition=Condition())
def _support_directory(_place: Path | str, _version: str) -> SupportDirectory | None:
    """A version of the list, None where it cannot be read; every problem goes to the log, once."""
    try:
        listed = store().support.read()
    except DirectoryUnreadableError as error:
        _log.error("%s", error)
        return None
    for problem in listed.problems:
        _log.warning("%s", problem)
    return listed


@cached(LRUCache(_MAX_VERSIONS), condition=Condition())
def _gone_links(_place: Path | str, _version: str, day: date) -> frozenset[str]:
    return links_not_to_show(store(), day)
