"""What the operator's secrets say is looked for now and then, not at each click."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from components.state.settings import reviewers_emails

TIMEOUT = 20.0


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """Where Streamlit looks for secrets, without any."""
    before = config.get_option("secrets.files")
    file = tmp_path / "secrets.toml"
    config.set_option("secrets.files", [str(file)])
    secrets_singleton._reset()
    yield file
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


def test_secrets_that_come_while_the_server_runs_are_found_within_seconds(file: Path) -> None:
    assert reviewers_emails() == ()
    file.write_text('[reviewers]\nemails = ["robin@example.org"]\n', encoding="utf-8")
    until = time.monotonic() + TIMEOUT
    while not reviewers_emails() and time.monotonic() < until:
        time.sleep(0.05)
    assert reviewers_emails() == ("robin@example.org",)
