"""The app as it is really started, by Streamlit and by uvicorn, at its own address and below another one."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.affiliates.reports.test_process import wait_until
from tests.browser.app import ROOT, free_port, served, wait_until_healthy
from tests.made_up import row, write_directory


@contextmanager
def by_streamlit(log: Path, environment: dict[str, str]) -> Iterator[str]:
    with served(ROOT / "dashboard.py", log, environment) as address:
        yield address


@contextmanager
def by_uvicorn(log: Path, environment: dict[str, str]) -> Iterator[str]:
    """Started in another folder than that of the app; Streamlit then reads no variables, only the file in there."""
    port, base = free_port(), environment.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
    settings = log.parent / ".streamlit/config.toml"
    settings.parent.mkdir()
    settings.write_text(f'[server]\nbaseUrlPath = "{base}"\n')
    command = [sys.executable, "-m", "uvicorn", "--app-dir", str(ROOT), "dashboard:app", "--port", str(port)]
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=log.parent, env={**os.environ, **environment}, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        wait_until_healthy(port, base, lambda: server.poll() is None, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.mark.parametrize(("start", "base"), [(by_streamlit, ""), (by_streamlit, "map"), (by_uvicorn, "map")])
def test_the_server_answers_at_its_address_however_it_is_started(tmp_path: Path, start: object, base: str) -> None:
    folder = write_directory(tmp_path / "data", row(1, name="Made-up Parents of Ohio"))
    environment = {"AFFILIATES_DATA": str(folder)} | ({"STREAMLIT_SERVER_BASE_URL_PATH": base} if base else {})
    with start(tmp_path / "log", environment) as address, httpx.Client(timeout=60) as client:  # type: ignore[operator]
        root = f"{address}/{base}/" if base else f"{address}/"

        assert client.get(f"{root}healthz").text == "ok\n"
        missing = client.get(f"{root}r/US-XX/")
        assert missing.status_code == 404
        assert f'href="{root.removeprefix(address)}r/"' in missing.text

        page = client.get(root)
        assert page.headers["content-security-policy"].endswith("frame-ancestors *")
        bundle = re.search(r'<script type="module" crossorigin src="\./(static/[^"]+)"', page.text)
        assert bundle
        script = client.get(root + bundle[1], headers={"Accept-Encoding": "br"})
        assert script.headers["content-encoding"] == "br"
        assert "immutable" in script.headers["cache-control"]
        assert int(script.headers["content-length"]) < len(script.content) / 2
        assert client.head(root + bundle[1]).headers["cache-control"] == script.headers["cache-control"]
        assert client.get(f"{root}about").text.count(f'content="{root}about"') == 1  # og:url
        # What Streamlit's page asks for as its icon, and what the head of each page shows.
        assert client.get(f"{root}favicon.png").content == client.get(f"{root}icon-192.png").content
        # The first page is prepared before the first visitor comes, and with it the frame of its map.
        frame = f"{root}component/streamlit_folium.st_folium/index.html"
        wait_until(lambda: client.get(frame).status_code == 200)
        if base:
            # Not by the host that a request names, which may be made up.
            without_slash = client.get(f"{address}/{base}?region=US-OH", headers={"Host": "evil.example"})
            assert (without_slash.status_code, without_slash.headers["location"]) == (308, f"{base}/?region=US-OH")
            assert "nosniff" in client.get(f"{address}/elsewhere").headers["x-content-type-options"]
    log = (tmp_path / "log").read_text()
    assert "ScriptRunContext" not in log
    assert "GET " not in log  # who came, and what they looked for
