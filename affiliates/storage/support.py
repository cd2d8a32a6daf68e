"""The organizations that help families, for whoever shows them: a damaged list stops nobody."""

import logging

from affiliates.errors import DirectoryUnreadableError
from affiliates.storage.contract.store import Store
from affiliates.support.schema import SupportOrganization

_log = logging.getLogger("affiliates")


def listed_organizations(store: Store) -> tuple[SupportOrganization, ...]:
    """The organizations as the list stands now.

    None where it cannot be read, which the log says: the national ones then stand alone.
    """
    try:
        return store.support.read().organizations
    except DirectoryUnreadableError as error:
        _log.error("%s", error)
        return ()
