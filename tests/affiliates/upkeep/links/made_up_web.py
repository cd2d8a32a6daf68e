"""A small web of made-up sites: one real server on this machine, under names that only the test knows."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from httpcore import AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream

from affiliates.upkeep.links.checking import LinkChecker
from affiliates.upkeep.links.history import LinkResult
from affiliates.upkeep.links.network import PublicNetwork
from affiliates.upkeep.links.requests import HostPace, Requests
from tests.certificates import made_up_certificate

PUBLIC = "198.41.0.4"  # what every made-up name leads to; nobody is asked there
USER_AGENT = "MadeUpRobot/1 (+https://groups.example/)"
HTML = "text/html; charset=utf-8"


@dataclass
class Page:
    """What the server says at an address."""

    status: int = 200
    body: bytes = b"<p>Made-up Parents of Ohio</p>"
    headers: dict[str, str] = field(default_factory=dict)
    only_get: bool = False
    hangs: bool = False
    endless: bool = False


@dataclass
class Asked:
    """One request as the server saw it."""

    method: str
    address: str
    headers: dict[str, str]


class MadeUpWeb:
    """The pages by address, what was asked for, and the addresses of machines that somebody connected to."""

    def __init__(self, pages: dict[str, Page], machines: dict[str, list[str]]) -> None:
        """``machines`` holds what names lead to that are not like the others; no address where a name is lost."""
        self.pages, self.machines = pages, machines
        self.asked: list[Asked] = []
        self.dialed: list[tuple[str, int]] = []
        self.waits: list[float] = []
        self.closing = threading.Event()
        self.ports: dict[int, int] = {}
        self.trusted: ssl.SSLContext | None = None

    def requests(self, user_agent: str = USER_AGENT, timeout: float = 5) -> Requests:
        """The way to it: the guard of the network as it is, and nothing but the last step made up."""

        async def resolve(host: str) -> list[str]:
            if self.machines.get(host) == []:
                raise socket.gaierror(socket.EAI_NONAME, host)
            is_number = ":" in host or host.replace(".", "").isdecimal()
            return self.machines.get(host, [host if is_number else PUBLIC])

        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        network = PublicNetwork(resolve, _Loopback(self))
        pace = HostPace(lambda: 1000.0, sleep)
        return Requests(user_agent, network, pace=pace, timeout=timeout, certificates=self.trusted)

    def check(self, *links: str, timeout: float = 5) -> list[LinkResult]:
        """What the checker finds."""

        async def run() -> list[LinkResult]:
            async with self.requests(timeout=timeout) as requests:
                return await LinkChecker(requests, "MadeUpRobot").check(links)

        with ThreadPoolExecutor(1) as thread:  # the browser of another test may have a loop in this one already
            return thread.submit(asyncio.run, run()).result()

    def methods(self, address: str) -> list[str]:
        """How an address was asked for."""
        return [each.method for each in self.asked if each.address == address]


class _Loopback(AsyncNetworkBackend):
    """Connects to the made-up web, whatever public address it is told."""

    def __init__(self, web: MadeUpWeb) -> None:
        self._web, self._real = web, AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, *arguments: Any, **options: Any) -> AsyncNetworkStream:
        self._web.dialed.append((host, port))
        return await self._real.connect_tcp("127.0.0.1", self._web.ports[port], *arguments, **options)

    async def sleep(self, seconds: float) -> None:
        await self._real.sleep(seconds)


@contextmanager
def made_up_web(folder: Path, pages: dict[str, Page], **machines: list[str]) -> Iterator[MadeUpWeb]:
    """Serves the pages until the test is over, over HTTP, and over HTTPS with a certificate that ended yesterday."""
    web = MadeUpWeb(pages, {f"{name}.example": found for name, found in machines.items()})
    plain, secure = _server(web), _server(web)
    certificate, key = made_up_certificate(folder, days_left=-1, host="ended.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    secure.socket = context.wrap_socket(secure.socket, server_side=True)
    web.trusted = ssl.create_default_context(cafile=str(certificate))
    web.ports = {80: plain.server_port, 443: secure.server_port}
    for each in (plain, secure):
        threading.Thread(target=each.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield web
    finally:
        web.closing.set()
        for each in (plain, secure):
            each.shutdown()
            each.server_close()


def _server(web: MadeUpWeb) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer(has_body=False)

        def do_GET(self) -> None:
            self._answer(has_body=True)

        def _answer(self, *, has_body: bool) -> None:
            address = f"{self.headers['Host']}{self.path}"
            web.asked.append(Asked(self.command, address, dict(self.headers)))
            is_robots = self.path == "/robots.txt"
            page = web.pages.get(address, Page(404) if is_robots else Page())
            if page.hangs:
                web.closing.wait(10)
            self.send_response(405 if page.only_get and not has_body else page.status)
            body = page.body if has_body else b""
            headers = {"Content-Type": HTML, **page.headers}
            if page.endless:
                headers["Transfer-Encoding"] = "chunked"
            else:
                headers["Content-Length"] = str(len(body))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body if not page.endless else b"")
            try:
                while page.endless and has_body and not web.closing.is_set():
                    self.wfile.write(b"1000\r\n" + b"x" * 0x1000 + b"\r\n")
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)
