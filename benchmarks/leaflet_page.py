"""The map without any app behind it: Leaflet and the same shapes on a page of HTML, as files of a plain server."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from affiliates.geo.regions import SHIPPED_DATA
from benchmarks.cdn import leaflet_folder

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".geojson": "application/geo+json"}


def _files() -> dict[str, Path]:
    page = Path(__file__).parent / "leaflet/index.html"
    shapes = (SHIPPED_DATA / "us_states.geojson", SHIPPED_DATA / "ca_provinces.geojson")
    scripts = (leaflet_folder() / name for name in ("leaflet.js", "leaflet.css"))
    return {"/": page, **{f"/{file.name}": file for file in (*shapes, *scripts)}}


class _Handler(BaseHTTPRequestHandler):
    """Serves the few files, compressed; a browser may keep all but the page."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answers without delay."""
        file = _files().get(self.path)
        body = gzip.compress(file.read_bytes()) if file else b""
        self.send_response(200 if file else 404)
        self.send_header("Content-Type", _TYPES[file.suffix] if file else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        if file:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Cache-Control", "no-cache" if file.suffix == ".html" else "public, max-age=31536000")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Logs nothing."""


@contextmanager
def leaflet_page() -> Iterator[str]:
    """Serves the page on a free port of the loopback interface; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
