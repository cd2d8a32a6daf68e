"""A store as a whole goes into a database and comes out again as it was."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from affiliates.applications.batches import Batch, EntryChange
from affiliates.applications.decisions import Verdict
from affiliates.cli.main import main
from affiliates.storage.contract.drafts import ListDraft
from affiliates.storage.contract.letters import LetterEvent, LetterStep, LinkKey
from affiliates.storage.contract.links import LinkFinding, LinkPeriod
from affiliates.storage.contract.reviewers import KnownBrowser, SignIn
from affiliates.storage.contract.store import Announced, Store
from affiliates.storage.files.store import FileStore
from affiliates.storage.settings import open_store
from tests.affiliates.storage.contract.conftest import MOMENT
from tests.affiliates.storage.contract.test_people import ALL
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import application, approval, decision, row, support_row, write_directory, write_support
from tests.postgres.databases import Databases

FIRST_VERSION = Path(__file__).parent / "files" / "store_0_1"
HOSTILE = "\0".join(HOSTILE_TEXTS)


@pytest.fixture
def address(databases: Databases, tmp_path: Path) -> Iterator[str]:
    yield databases.address_of(tmp_path)
    databases.empty()


def filled(folder: Path) -> Path:
    """A folder with something of everything."""
    write_directory(folder, row(900, name="Listed Before"), row(901))
    write_support(folder, support_row(1))
    (folder / "known_gaps.csv").write_text("id,column,gap\ngroup-900,website,nobody knows one\n")
    fill(FileStore(folder))
    return folder


def fill(store: Store) -> None:
    for number in range(1, 6):
        store.add(application(number, message=HOSTILE, contact_name="Québec 日本語 مجموعة"), to_overflow=number == 5)
    store.record_decision(approval(1, note=HOSTILE))
    store.record_decisions([decision(2, verdict=Verdict.MARK_AS_SPAM)])
    store.record_decision(
        decision(
            3,
            application="",
            organization_id="us-oh-made-up-1",
            before=support_row(1),
            after=support_row(1, phone=""),
        )
    )
    change = EntryChange(group_id="group-901", before=row(901), after=row(901, city="Moved"))
    imported = decision(4, verdict=Verdict.IMPORT, application="")
    store.record_batch(imported, Batch(source="list", changes=(change,), mapping="as read"))
    store.erase([decision(5, application="AM-0000-0003", verdict=Verdict.ERASE)])
    store.update_announced(lambda _: Announced("AM-0000-0002", MOMENT))
    store.reviewers.set_passphrase_hash("Robin, =1+1", "hash")
    store.reviewers.record_attempt("key", MOMENT, lambda _: 0)
    store.reviewers.save_sign_in(SignIn("1", "Robin", "login", "c", MOMENT, MOMENT, browser="Firefox"))
    store.reviewers.save_sign_in(SignIn("2", "Robin", "login", "c", MOMENT, MOMENT, is_ended=True))
    store.reviewers.save_known_browser(KnownBrowser("b", "Robin", MOMENT))
    store.drafts.begin(ListDraft("id", "Robin", "list.csv", "as guessed", MOMENT, MOMENT), b"\x00 list")
    store.people.update(lambda _: ALL)
    store.links.update(lambda _: [LinkPeriod("https://made-up.example/é", LinkFinding.GONE, MOMENT, MOMENT)])
    event = LetterEvent("question", "group-1", "AM-0000-0001", 1, LetterStep.WRITTEN, MOMENT)
    store.letters.record(event)
    store.letters.write(event, b"To: private@made-up.example")
    store.letters.renew_link_keys(lambda _: [LinkKey("made-up", MOMENT)])


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["store", *map(str, arguments)])
    return result.exit_code, result.output


def test_folder_comes_out_of_a_database_byte_for_byte(address: str, tmp_path: Path) -> None:
    folder = filled(tmp_path / "from")
    before = contents_of(folder)
    code, said = run("copy", folder, address)
    assert code == 0, said
    assert "versions of the directory: 3, the same" in said
    assert "NOT" not in said
    assert run("copy", address, tmp_path / "to")[0] == 0

    assert contents_of(tmp_path / "to") == before == contents_of(folder)


def test_store_of_the_first_version_keeps_its_former_days(address: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FIRST_VERSION, tmp_path / "from"))
    assert run("copy", folder, address)[0] == 0
    assert run("copy", address, tmp_path / "to")[0] == 0

    assert run("check", folder, tmp_path / "to")[0] == 0
    one, other = (FileStore(each).directory.snapshots() for each in (folder, tmp_path / "to"))
    assert [(each.until, list(each.groups()["id"])) for each in one] == [
        (each.until, list(each.groups()["id"])) for each in other
    ]
    assert open_store(address).applications() == FileStore(folder).applications()


def test_nothing_is_overwritten(address: str, tmp_path: Path) -> None:
    folder = filled(tmp_path / "from")
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "note.txt").touch()
    open_store(address).add(application(9))
    for target in (address, tmp_path / "to", folder):
        code, said = run("copy", folder, target)
        assert code == 1
        assert "there is something in it" in said

    assert open_store(address).applications() == [application(9)]
    assert [path.name for path in (tmp_path / "to").iterdir()] == ["note.txt"]


def test_what_differs_is_named(address: str, tmp_path: Path) -> None:
    folder = filled(tmp_path / "from")
    run("copy", folder, address)
    open_store(address).add(application(9))
    code, said = run("check", folder, address)

    assert code == 1
    assert [line for line in said.splitlines() if "NOT" in line] == ["applications: 4 and 5, NOT the same"]


def test_database_after_a_copy_goes_on_as_the_folder_would(address: str, tmp_path: Path) -> None:
    folder = filled(tmp_path / "from")
    run("copy", folder, address)
    stores = FileStore(folder), open_store(address)
    for store in stores:
        store.record_decision(approval(7))
        store.take_from_overflow(["AM-0000-0005"])
        store.erase([decision(8, application="AM-0000-0005", verdict=Verdict.ERASE)])
        store.add(application(10))

    files, database = stores
    assert database.applications() == files.applications()
    assert database.decisions() == files.decisions()
    assert database.directory.as_file() == files.directory.as_file()
    assert [str(each) for each in database.directory.problems()] == [
        str(each).replace(f"{folder}/", "") for each in files.directory.problems()
    ]


def test_letters_that_wait_in_a_database_are_written_for_a_person(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("copy", filled(tmp_path / "from"), address)
    monkeypatch.setenv("AFFILIATES_STORE", address)
    code, said = run("letters", tmp_path / "letters")

    assert (code, said) == (0, f"Letters written to {tmp_path / 'letters'}: 1.\n")
    assert (tmp_path / "letters" / "AM-0000-0001.1.eml").read_bytes() == b"To: private@made-up.example"
    assert (tmp_path / "letters").stat().st_mode & 0o077 == 0
