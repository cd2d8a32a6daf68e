"""A server of files on the loopback interface, compressed, on kept connections: what other people's servers do."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class File:
    """What is served under an address, and how long a browser may keep it."""

    body: bytes
    media_type: str
    caching: str = "public, max-age=31536000, immutable"


@contextmanager
def plain_server(find: Callable[[str], File | None]) -> Iterator[str]:
    """Serves what ``find`` gives for a path on a free port, 404 for None; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answers without delay."""
            file = find(self.path)
            body = gzip.compress(file.body) if file else b""
            self.send_response(200 if file else 404)
            self.send_header("Content-Length", str(len(body)))
            if file:
                self.send_header("Content-Type", file.media_type)
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Cache-Control", file.caching)
                self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Logs nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
