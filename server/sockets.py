"""Answers leave at once: Nagle's algorithm is turned off on every connection."""

import logging
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_log = logging.getLogger("affiliates")
_OPEN_FILES = Path("/dev/fd")  # of this process; Linux, macOS and the BSDs have it


def send_at_once() -> int:
    """Sets TCP_NODELAY on every socket that listens, and returns on how many.

    Without it, each answer that takes several small writes (a WebSocket's messages, headers and then a body) waits for
    the other side's delayed acknowledgement: 40 ms on loopback, a round trip on a real line. asyncio sets the option on
    what it accepts, but only where the listening socket names its protocol; Streamlit, and uvicorn with ``--workers``
    or ``--fd``, open theirs with protocol 0. Accepted connections inherit the option from the listening socket on
    Linux, on macOS and on the BSDs. Neither hands us the socket, so we look for it among the open files of the process.

    With plain ``uvicorn dashboard:app`` no socket listens yet when the app starts: asyncio opens it, with its protocol
    named, and sets the option itself.
    """
    found = done = 0
    for each in _sockets():
        with each:
            if not _listens(each):
                continue
            found += 1
            try:
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                done += 1
            except OSError as error:
                _log.warning("TCP_NODELAY cannot be set, so answers take longer: %s", error)
    if not found:
        _log.info("No socket listens yet: whoever opens it sets TCP_NODELAY.")
    return done


def _sockets() -> Iterator[socket.socket]:
    """The sockets of this process, each under a number of its own: an option that is set is set on both."""
    with suppress(OSError):
        for name in os.listdir(_OPEN_FILES):
            with suppress(OSError):  # closed meanwhile, as what listed the folder
                if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                    yield socket.socket(fileno=os.dup(int(name)))


def _listens(each: socket.socket) -> bool:
    if each.family not in {socket.AF_INET, socket.AF_INET6} or each.type != socket.SOCK_STREAM:
        return False
    try:
        return bool(each.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    except OSError:  # a system that cannot tell: the option does no harm on any socket
        return True
