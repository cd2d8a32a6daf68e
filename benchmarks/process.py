"""What a server process has used: processor time, memory and threads, as Linux counts them."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(process: int) -> float:
    """The processor time that a process has used, in its own code and in the kernel's."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory_and_threads(process: int) -> tuple[int, int]:
    """The memory that a process holds in MB, and the number of its threads."""
    lines = (line.split(":") for line in Path(f"/proc/{process}/status").read_text().splitlines())
    status = {name: value.split() for name, value in lines if name in ("VmRSS", "Threads")}
    return int(status["VmRSS"][0]) // 1024, int(status["Threads"][0])


def server_on(port: int) -> int:
    """The process among our own children that was told to serve a port."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    commands = {int(child): Path(f"/proc/{child}/cmdline").read_text().split("\0") for child in children}
    return next(child for child, command in commands.items() if str(port) in command)
