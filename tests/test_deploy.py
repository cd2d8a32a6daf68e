"""What deploy/ says agrees with the app and with itself, and nginx does with visitors what its comments promise."""

import re
import shutil
import socket
import threading
from collections.abc import Iterator
from configparser import RawConfigParser
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml  # type: ignore[import-untyped]

from affiliates.cli.main import main
from tools.replicas import NGINX_PATH, Nginx

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
needs_nginx = pytest.mark.skipif(
    shutil.which("nginx", path=NGINX_PATH) is None, reason="needs nginx: on Debian, apt-get install nginx-light"
)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return parsed


def unit(file: Path) -> RawConfigParser:
    """A unit of systemd, without the lines that it has several times."""
    parser = RawConfigParser(strict=False, delimiters="=")
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(file)
    return parser


def test_image_has_every_part_of_the_app() -> None:
    copied = re.findall(r"^COPY (?!--)(\S+)", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    parts = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()} - {"tests", "benchmarks"}

    assert all((ROOT / each).exists() for each in copied)
    assert {*parts, "pages", "data", "locale", "static"} <= set(copied)


def test_nothing_private_gets_into_an_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()

    assert {"data/review", "data/history", ".streamlit/secrets.toml", "deploy", ".git"} <= set(ignored)


def test_containers_find_each_other_and_their_files(compose: dict[str, Any]) -> None:
    services = compose["services"]
    networks = {name: each.get("networks") for name, each in services.items()}
    address = {name: each["inside"]["ipv4_address"] for name, each in networks.items() if isinstance(each, dict)}
    made_by_hand = (ROOT / ".gitignore").read_text()
    mounted = [mount for each in services.values() for mount in each.get("volumes", []) if mount.startswith("./")]
    replaced = dict(re.findall(r"s/(127\.0\.0\.1:\d+)/([\d.]+):8501/", " ".join(services["nginx"]["command"])))

    for name in ("app-1", "app-2"):
        environment = services[name]["environment"]
        assert address["nginx"] in environment["AFFILIATES_TRUSTED_PROXIES"]
        assert environment["FORWARDED_ALLOW_IPS"] == address["nginx"]
        assert services[name]["read_only"]
    assert [*replaced.values()] == [address["app-1"], address["app-2"]]
    assert all(each in (DEPLOY / "nginx.conf").read_text() for each in replaced)
    for mount in mounted:
        file = DEPLOY / mount.partition(":")[0]
        assert file.exists() or f"deploy/{file.name}" in made_by_hand, mount
    assert "STREAMLIT_SERVER_PORT=8501" in (DEPLOY / "Containerfile").read_text()


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.name)
def test_services_start_what_there_is(file: Path) -> None:
    command = unit(file)["Service"]["ExecStart"]
    started = re.search(r"/\.venv/bin/python -m (server|affiliates)(?: (\S+))?", command)

    assert started
    assert (ROOT / started[1] / "__main__.py").exists()
    assert started[1] == "server" or started[2] == "%i" or started[2] in main.commands


@pytest.mark.parametrize("file", sorted((DEPLOY / "systemd").glob("*.timer")), ids=lambda file: file.name)
def test_timers_start_services_that_do_something(file: Path) -> None:
    name, _, instance = unit(file)["Timer"]["Unit"].removesuffix(".service").partition("@")
    template = f"{name}@.service" if instance else f"{name}.service"

    assert (DEPLOY / "systemd" / template).exists()
    assert not instance or instance in main.commands


def test_settings_for_systemd_are_settings_of_the_app() -> None:
    named = re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "systemd/affiliates.env").read_text(), re.MULTILINE)
    said = (ROOT / "README.md").read_text() + (ROOT / "docs/deploy.md").read_text()

    assert len(named) > 5
    assert [each for each in named if f"`{each}" not in said and f"{each}=" not in said] == []


class Replica(BaseHTTPRequestHandler):
    """Says which one it is, and has one file that the other one has not."""

    def do_GET(self) -> None:
        name = str(self.connection.getsockname()[1])
        is_there = not self.path.startswith("/media/") or self.path == f"/media/{name}"
        claimed = self.headers.get("X-Forwarded-For", "")
        self._answer(200 if is_there else 404, f"{name} {claimed}")

    def do_POST(self) -> None:
        self.server.posts += 1  # type: ignore[attr-defined]
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)  # gone before it has answered: nobody knows what was done

    def log_message(self, *_: object) -> None:
        """Is quiet."""

    def _answer(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())


@contextmanager
def replica(port: int = 0) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", port), Replica)
    server.posts = 0  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@needs_nginx
def test_nginx_leads_back_to_the_same_replica_and_to_the_other_one_when_it_is_gone(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with replica() as one:
        with replica() as two:
            ports = [one.server_port, two.server_port]
            nginx = Nginx(tmp_path, ports)
            request.addfinalizer(nginx.stop)
            nginx.start()
            with httpx.Client(base_url=nginx.address) as browser:
                for name, port in zip("ab", ports, strict=True):
                    cookie = {"Cookie": f"affiliates_replica={name}"}
                    answer = browser.get("/_stcore/health", headers=cookie)
                    assert answer.text.split()[0] == str(port)
                    assert "set-cookie" not in answer.headers
                    for each in ports:  # whichever replica has it
                        assert browser.get(f"/media/{each}", headers=cookie).text.split()[0] == str(each)
                forged = {"X-Forwarded-For": "203.0.113.9"}
                assert browser.get("/", headers=forged).text.split()[1:] == ["127.0.0.1"]
                assert browser.post("/sign-in", data={"name": "Robin"}).status_code >= 500
                assert one.posts + two.posts == 1  # type: ignore[attr-defined]
                assert browser.get("/_stcore/script-health-check").status_code == 404
                browser.cookies.clear()
                first = browser.get("/_stcore/health")
                assert first.cookies["affiliates_replica"] in "ab"
        with httpx.Client(base_url=nginx.address, headers={"Cookie": "affiliates_replica=b"}) as browser:
            moved = browser.get("/_stcore/health")
            assert moved.text.split()[0] == str(ports[0])
            assert moved.cookies["affiliates_replica"] == "a"
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy/index.html").write_text("the copy")

    assert httpx.get(f"{nginx.address}/r/US-MI/").text == "the copy"
