"""``remind`` as a job runs it: what it says, and what its log never says."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from affiliates.review.mail import MailServer
from affiliates.storage.contract.letters import LetterStep
from affiliates.storage.files.store import FileStore
from tests.affiliates.cli.run import run_command
from tests.affiliates.review.test_mail import Letterbox
from tests.affiliates.upkeep.mail import BASE_URL, mail_server, store_with

PRIVATE = ("Contact 1", "contact-1", "@made-up.example")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store_with(tmp_path / "data", 400, 10, now=datetime.now(UTC))
    return tmp_path / "data"


@pytest.fixture
def box() -> Letterbox:
    return Letterbox()


@pytest.fixture
def server(box: Letterbox) -> Iterator[MailServer]:
    with mail_server(box) as running:
        yield running


def remind(folder: Path, *arguments: str | Path, secrets: str = "") -> tuple[int, str]:
    file = folder.with_name("secrets.toml")
    file.write_text(secrets)
    settings = {"AFFILIATES_DATA": str(folder), "AFFILIATES_PUBLIC_URL": BASE_URL}
    result = run_command("remind", "--secrets", file, *arguments, **settings)
    assert not [private for private in PRIVATE if private in result.output]
    return result.exit_code, result.output


def test_dry_run_says_what_is_due_and_keeps_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock"}
    code, said = remind(folder, "--dry-run")

    assert code == 0
    assert "Made-up Group 1: letter 1 to the contact of AM-0000-0001: due" in said
    assert "Made-up Group 2" not in said
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock"}


def test_letters_go_out_once(folder: Path, box: Letterbox, server: MailServer) -> None:
    secrets = f'[smtp]\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\nsender = "desk@made-up.test"\n'
    assert "AM-0000-0001: sent" in remind(folder, secrets=secrets)[1]
    assert remind(folder, secrets=secrets)[1].startswith("Letters due: 0.")

    assert [letter["From"] for letter in box.letters] == ["desk@made-up.test"]


def test_without_a_mail_server_it_says_where_the_letters_are(folder: Path) -> None:
    _, said = remind(folder)

    path = folder / "review/letters/AM-0000-0001.1.eml"
    assert f"written to {path}; please send it" in said
    assert path.exists()
    assert FileStore(folder).letters.events()[-1].step is LetterStep.WRITTEN


@pytest.mark.parametrize("secrets", ['[smtp]\nhost = "h"\n', "no toml", "[smtp]\nhost = 1\n"])
def test_settings_that_cannot_work_end_it_before_anything_is_kept(folder: Path, secrets: str) -> None:
    code, said = remind(folder, secrets=secrets)

    assert (code, said.count("\n")) == (1, 1)
    assert FileStore(folder).letters.events() == []


def test_links_need_a_public_address(folder: Path) -> None:
    result = run_command("remind", AFFILIATES_DATA=str(folder), AFFILIATES_PUBLIC_URL="")

    assert (result.exit_code, "set AFFILIATES_PUBLIC_URL" in result.output) == (1, True)
