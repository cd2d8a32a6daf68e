"""What runs in the process that makes reports; ``affiliates/reports/process/parent.py`` starts it.

A report that cannot be made ends it, with the reason in the log that it shares with the server. The server reads what
comes from here as bytes, and never as Python's objects.
"""

import os
import select
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

READY = b"ready"
_NICENESS = 5  # where pages and reports want the same processor, pages get three quarters of it


def main(server: Connection, idle_seconds: float) -> None:
    """Makes what the server asks for, until it asks for nothing for ``idle_seconds``, or is gone."""
    _stand_back()
    threading.Thread(target=_end_with, args=(server,), daemon=True).start()
    from affiliates.reports.process.job import ReportJob  # a second of work, for which it stands back too

    job: ReportJob
    groups: Any = None  # a frame, from the first job on
    server.send_bytes(READY)
    while server.poll(idle_seconds):
        job, new_groups = server.recv()
        groups = groups if new_groups is None else new_groups
        server.send_bytes(job.make(groups))


def _stand_back() -> None:
    """Lets the server go first, and has Linux end this process before the server where memory runs out."""
    os.nice(_NICENESS)
    with suppress(OSError):  # another system than Linux
        Path("/proc/self/oom_score_adj").write_text("1000")
    for each in (signal.SIGINT, signal.SIGTERM):  # a terminal and systemd tell every process; the server decides
        signal.signal(each, signal.SIG_IGN)


def _end_with(server: Connection) -> None:
    """Ends this process in the moment in which the server is gone, however it ended, whatever is being made."""
    gone = select.poll()
    gone.register(server, 0)  # nothing but the end of the other side
    gone.poll()
    try:
        from affiliates.reports.pdf.typefaces import remove_typefaces

        remove_typefaces()
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])), float(sys.argv[2]))
