"""The organizations that help families, for whoever shows them: a damaged list stops nobody."""

import logging

from affiliates.errors import DirectoryUnreadableError
from affiliates.storage.contract import Store
from affiliates.support.schema import SupportOrganization

_log = logging.getLogger("affiliates")


def listed_organizations(store: Store) -> tuple[SupportOrganization, ...]:
    """The organizations as the list stands now; every problem in it goes to the log.

    None where the list cannot be read: the national ones then stand alone.
    """
    try:
        listed = store.support.read()
    except DirectoryUnreadableError as error:
        _log.error("%s", error)
        return ()
    for problem in listed.problems:
        _log.warning("%s", problem)
    return listed.organizations
