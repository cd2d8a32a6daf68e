"""Whether visitors may write to groups at all, by what the operator has set."""

import logging
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from affiliates.errors import MailError
from affiliates.review.mail import MailServer, mail_server
from affiliates.site.settings import PUBLIC_URL

_log = logging.getLogger("affiliates")


def relay_server(smtp: Mapping[str, Any]) -> MailServer | None:
    """The mail server through which visitors may write to groups; ``smtp`` is what the secrets say of it.

    None without one, or without a public address, to which the links in the letters lead. Settings that cannot work
    are none, which the log says once.
    """
    try:
        return mail_server(smtp) if os.environ.get(PUBLIC_URL) else None
    except MailError as error:
        _log_once(str(error))
        return None


@cache  # each look at the directory asks
def _log_once(message: str) -> None:
    _log.error("Nobody can write to a group: %s", message)
