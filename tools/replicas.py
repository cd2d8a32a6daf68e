"""A database, two processes of the app and nginx on this machine, without containers: ``make replicas``.

Everything listens on free ports of the loopback interface, lies in temporary folders, and ends with the command. The
settings of nginx are those of deploy/nginx.conf; PostgreSQL is that of the tests.
"""

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import psycopg

from affiliates.storage.postgres.connection.migrations import grant, migrate
from affiliates.storage.settings import STORE
from tests.postgres.server import APP, Server, running_server

ROOT = Path(__file__).parents[1]
COUNT = 2
FIRST_PAGE = "/_stcore/script-health-check"
_START_SECONDS = 60
# Debian's program is not in everybody's path, and where it is not installed, tools/ensure_programs.sh gets its files.
NGINX_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin:{ROOT}/.venv/nginx/usr/sbin"
# What nginx asks for beside the settings of the site; its own places belong to root.
_NGINX = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
worker_processes 1;
events {{ worker_connections 4096; }}
http {{
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-fastcgi;
    uwsgi_temp_path {folder}/nginx-uwsgi;
    scgi_temp_path {folder}/nginx-scgi;
    default_type text/html;
    {site}
}}
"""


class Nginx:
    """nginx with the settings that we give to others; ``address`` is where it answers."""

    def __init__(self, folder: Path, ports: list[int]) -> None:
        """Starts nothing yet; ``ports`` are those of two processes."""
        (port,) = _free_ports(1)
        self.address = f"http://127.0.0.1:{port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        site = nginx_site(port, ports, folder / "copy")
        user = "user root;" if os.geteuid() == 0 else ""  # whose folder it is
        (folder / "nginx.conf").write_text(_NGINX.format(user=user, folder=folder, site=site))

    def start(self) -> None:
        """Starts it. Raises ``RuntimeError`` where it is missing, or does not like its settings."""
        program = shutil.which("nginx", path=NGINX_PATH)
        if program is None:
            raise RuntimeError("nginx is missing. On Debian: apt-get install nginx-light")
        with (self._folder / "nginx.out").open("a") as log:
            self._process = subprocess.Popen(
                [program, "-e", str(self._folder / "nginx.log"), "-c", str(self._folder / "nginx.conf")],
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + _START_SECONDS
        while not _answers(f"{self.address}/healthz"):
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self._folder / "nginx.out").read_text())
            time.sleep(0.02)

    def reload(self) -> None:
        """Has it read its settings anew, as after a change."""
        if self._process:
            self._process.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        """Ends it at once: to ask for an orderly end would wait for every visitor to leave."""
        if self._process:
            self._process.send_signal(signal.SIGTERM)
            _wait_or_kill(self._process)


class Replicas:
    """Processes of the app, and nginx in front of two of them.

    Attributes
    ----------
    nginx
        What visitors come to.
    ports
        Where each process answers by itself.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str], *, count: int = COUNT) -> None:
        """Starts nothing yet; ``folder`` is for logs, ``environment`` says which store is used."""
        self.ports = _free_ports(count)
        self.nginx = Nginx(folder, self.ports)
        self._folder = folder
        shared = {"AFFILIATES_REPLICAS": str(count), "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex()}
        behind_nginx = {
            "AFFILIATES_TRUSTED_PROXIES": "127.0.0.1",
            "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED": "true",
        }
        self._environment = {**os.environ, **shared, **behind_nginx, **environment}
        self._apps: dict[int, subprocess.Popen[bytes]] = {}

    def start_app(self, port: int) -> None:
        """Starts one process; ``wait_for_app`` says when it answers."""
        command = [sys.executable, "-m", "server", "--server.address", "127.0.0.1"]
        with (self._folder / f"app-{port}.log").open("a") as log:
            self._apps[port] = subprocess.Popen(
                [*command, "--server.port", str(port)],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for this command, which ends the others in their order
            )

    def wait_for_app(self, port: int) -> None:
        """Waits until a process has drawn a page: the first one takes seconds, and is to be no visitor's.

        Raises ``RuntimeError`` with its log where it does not.
        """
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until and self._apps[port].poll() is None:
            if _answers(f"http://127.0.0.1:{port}{FIRST_PAGE}", timeout=_START_SECONDS):
                return
            time.sleep(0.1)
        raise RuntimeError((self._folder / f"app-{port}.log").read_text())

    def stop_app(self, port: int, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends one process and waits until it is gone."""
        app = self._apps.pop(port)
        app.send_signal(how)
        _wait_or_kill(app)

    def process_of(self, port: int) -> int:
        """The id of a process."""
        return self._apps[port].pid

    def stop(self) -> None:
        """Ends everything that was started."""
        self.nginx.stop()
        for port in [*self._apps]:
            self.stop_app(port)


def nginx_site(port: int, ports: list[int], copy: Path) -> str:
    """deploy/nginx.conf for other ports: of nginx itself, and of the processes behind it."""
    first, second = (str(each) for each in (ports * 2)[:COUNT])
    changes = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "127.0.0.1:8501": f"127.0.0.1:{first}",
        "127.0.0.1:8502": f"127.0.0.1:{second}",
        "/var/www/affiliates": str(copy),
    }
    text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    return re.sub("|".join(map(re.escape, changes)), lambda found: changes[found[0]], text)


@contextmanager
def running(environment: Mapping[str, str], *, count: int = COUNT, with_nginx: bool = True) -> Iterator[Replicas]:
    """Processes of the app that all answer, and nginx before the first two; nothing is left of them afterwards."""
    with tempfile.TemporaryDirectory(prefix="replicas-", ignore_cleanup_errors=True) as folder:
        replicas = Replicas(Path(folder), environment, count=count)
        try:
            for port in replicas.ports:
                replicas.start_app(port)
            for port in replicas.ports:
                replicas.wait_for_app(port)
            if with_nginx:
                replicas.nginx.start()
            yield replicas
        finally:
            replicas.stop()


@contextmanager
def database() -> Iterator[tuple[Server, str]]:
    """A server of its own that keeps what it says, and the name of a database in it with the tables of the app."""
    with running_server(is_durable=True) as server:
        server.execute(f"CREATE ROLE {APP} LOGIN")
        name = server.make_database()
        with psycopg.connect(server.address(name), autocommit=True) as connection:
            migrate(connection)
            grant(connection, APP)
        yield server, name


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _answers(address: str, timeout: float = 2) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=timeout) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Runs until Ctrl-C."""
    signal.signal(signal.SIGTERM, _end)
    try:
        with database() as (server, name), running({STORE: server.address(name, APP)}) as replicas:
            processes = " and ".join(f"127.0.0.1:{port}" for port in replicas.ports)
            print(f"The affiliate map is on {replicas.nginx.address}, answered by {processes}.")
            print(
                f"Commands find its database with {STORE}={server.address(name, APP)}\n"
                "Ctrl-C ends all and keeps nothing.",
                flush=True,
            )
            signal.pause()
    except KeyboardInterrupt:
        print("Ended.")


if __name__ == "__main__":
    main()
