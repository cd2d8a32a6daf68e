"""A stand-in for the public servers from which a default folium map loads its scripts."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path


def leaflet_folder() -> Path:
    """Where the installed package keeps Leaflet's files."""
    package = find_spec("js_lib_leaflet")
    assert package
    assert package.submodule_search_locations
    return Path(package.submodule_search_locations[0]) / "static/js_lib_leaflet"


class _Handler(BaseHTTPRequestHandler):
    """Serves Leaflet's files as they are and everything else empty; browsers keep them for a year, as with a CDN."""

    def do_GET(self) -> None:
        """Answers without delay."""
        name = Path(self.path).name
        file = leaflet_folder() / name
        body = gzip.compress(file.read_bytes() if file.is_file() else b"")
        self.send_response(200)
        self.send_header("Content-Type", "text/css" if name.endswith(".css") else "text/javascript")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Logs nothing."""


@contextmanager
def stand_in_for_cdns() -> Iterator[str]:
    """Serves the files on a free port of the loopback interface; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
