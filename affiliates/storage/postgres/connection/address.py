"""The address of a database: encrypted unless it is on this machine, and never shown with its password."""

import os

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from affiliates.errors import SettingError

SCHEMES = ("postgresql://", "postgres://")
# Seconds. So that a visitor waits for 3 at most, whatever is wrong with the line or the server.
_CONNECT_TIMEOUT = 2
_LOST_AFTER = 3
_HERE = {"", "localhost", "127.0.0.1", "::1"}


def connection_settings(address: str) -> str:
    """What psycopg connects with: the address, with what it does not say.

    A connection to another machine is encrypted (``sslmode=require``), unless the address or PGSSLMODE says otherwise;
    ``verify-full`` also asks whether it is the right machine. Raises ``SettingError``.
    """
    given = _parsed(address)
    settings: dict[str, str | int] = {
        "application_name": "affiliates",
        "connect_timeout": _CONNECT_TIMEOUT,
        "keepalives_idle": _LOST_AFTER,
        "keepalives_interval": 1,
        "keepalives_count": _LOST_AFTER,
        "tcp_user_timeout": _LOST_AFTER * 1000,
    }
    hosts = (given.get("host") or os.environ.get("PGHOST", "")).split(",")
    if not all(host in _HERE or host.startswith("/") for host in hosts) and "PGSSLMODE" not in os.environ:
        settings["sslmode"] = "require"
    return make_conninfo("", **{**settings, **given})


def database_name(address: str) -> str:
    """The database as messages call it: host and name, no user and no password."""
    given = _parsed(address)
    return f"the database {given.get('dbname') or given.get('user') or ''} on {given.get('host') or 'this machine'}"


def _parsed(address: str) -> dict[str, str]:
    try:
        return {name: str(value) for name, value in conninfo_to_dict(address).items() if value is not None}
    except ProgrammingError:  # its words would hold the password
        raise SettingError(
            "The address of the database is none: write it as postgresql://USER:PASSWORD@HOST:5432/DATABASE, with "
            "special characters of the password as in a web address (@ is %40)."
        ) from None
