"""How many connections the machine lets the server hold."""

import resource

_ENOUGH = 65_536  # each open page takes four files: its connection, and what Streamlit keeps for its session


def allow_many_connections() -> int:
    """Lets this process open as many files as the machine allows it, within reason, and returns how many.

    Most machines start a program with 1,024, which 250 pages use up that do nothing but stay open; nobody else can then
    connect.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _ENOUGH if hard == resource.RLIM_INFINITY else min(hard, _ENOUGH)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return soft
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted
