"""The weekly command, run in this process against a made-up web."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from affiliates.cli.main import main
from affiliates.storage.contract.links import LinkFinding, LinkPeriod
from affiliates.storage.files.store import FileStore
from tests.affiliates.upkeep.links.made_up_web import MadeUpWeb, Page, made_up_web
from tests.made_up import row, support_row, write_directory, write_support


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    monkeypatch.setenv("AFFILIATES_PUBLIC_URL", "https://groups.example/")
    write_directory(
        tmp_path,
        row(1, website="http://gone.example/", other_link="http://fine.example/"),
        row(2, website="http://gone.example/", facebook="https://www.facebook.com/groups/made-up"),
        row(3, website="http://inactive.example/", status="inactive"),
    )
    return write_support(tmp_path, support_row(1, website="http://center.example/"))


def run(web: MadeUpWeb, *arguments: str) -> Result:
    with ThreadPoolExecutor(1) as thread:  # the browser of another test may have a loop in this one already
        command = ["links", *arguments]
        return thread.submit(CliRunner().invoke, main, command, obj=web.requests, catch_exceptions=False).result()


def test_links_of_active_groups_and_websites_of_organizations_are_looked_at_once(folder: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=8)
    FileStore(folder).links.update(lambda _: [LinkPeriod("http://gone.example/", LinkFinding.GONE, long_ago, long_ago)])
    with made_up_web(folder, {"gone.example/": Page(404)}) as web:
        tried = run(web, "--dry-run")
        assert tried.stdout.endswith("Links looked at: 4. Nothing was kept.\n")
        assert len(FileStore(folder).links.periods()) == 1
        done = run(web)

    assert done.stdout.splitlines() == [
        "http://gone.example/: gone",
        "2 × fine",
        "1 × gone",
        "1 × does not let programs look: unknown",
        "Links looked at: 4. For reviewers, on their page under “Links”: 1",
    ]
    assert [(each.address, each.finding) for each in FileStore(folder).links.periods()] == [
        ("http://gone.example/", LinkFinding.GONE),
        ("http://fine.example/", LinkFinding.FINE),
        ("https://www.facebook.com/groups/made-up", LinkFinding.REFUSED),
        ("http://center.example/", LinkFinding.FINE),
    ]
    assert {each.headers["User-Agent"] for each in web.asked} == {
        "AffiliateMapLinks/1.0 (looks once a week whether listed links still work; +https://groups.example/)"
    }


def test_machine_without_the_internet_marks_no_link_as_dead(folder: Path) -> None:
    names = ("gone", "fine", "center")
    with made_up_web(folder, {}, **{name: [] for name in names}) as web:
        result = run(web)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("None of 3 links answered, so nothing was kept.")
    assert FileStore(folder).links.periods() == []
