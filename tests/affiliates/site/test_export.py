"""The copy made of files: whole or not at all, and nobody else's file is lost."""

import json
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from filelock import FileLock

from affiliates.errors import FileNotWrittenError
from affiliates.site.documents import Document, Documents
from affiliates.site.export import Export, export_site
from tests import crash

OLD = {"index.html": b"old front", "r/US-MI/": b"old Michigan", "r/US-OH/": b"same", "badge/gone.svg": b"old badge"}
NEW = {"index.html": b"new front", "r/US-MI/": b"new Michigan", "r/US-OH/": b"same", "og/US-MI.png": b"new picture"}
OWN = {".site-files.json", ".site-lock"}


def documents(contents: dict[str, bytes]) -> Documents:
    def make(body: bytes) -> Callable[[], Document]:
        return lambda: Document(body, "text/plain")

    return {address: make(body) for address, body in contents.items()}


def files_of(contents: dict[str, bytes]) -> dict[str, bytes]:
    return {address + "index.html" * address.endswith("/"): body for address, body in contents.items()}


def files_in(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name not in OWN}


def test_every_document_becomes_a_file_and_a_page_the_index_of_its_folder(tmp_path: Path) -> None:
    done = export_site(documents(OLD), tmp_path / "a" / "site")

    assert files_in(tmp_path / "a" / "site") == files_of(OLD)
    assert done == Export(sum(map(len, OLD.values())), tuple(sorted(files_of(OLD))), (), (), ())


def written(path: Path) -> tuple[int, int]:
    """Which file it is and when it was written; to read it, as the export does, leaves both as they are."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


def test_second_export_changes_only_what_changed_and_removes_what_is_no_more(tmp_path: Path) -> None:
    export_site(documents(OLD), tmp_path)
    before = written(tmp_path / "r/US-OH/index.html")

    done = export_site(documents(NEW), tmp_path)

    assert files_in(tmp_path) == files_of(NEW)
    assert (done.written, done.unchanged, done.removed, done.left_alone) == (
        ("index.html", "og/US-MI.png", "r/US-MI/index.html"),
        ("r/US-OH/index.html",),
        ("badge/gone.svg",),
        (),
    )
    assert written(tmp_path / "r/US-OH/index.html") == before
    assert not (tmp_path / "badge").exists()


def test_files_of_others_stay_and_those_in_our_places_are_named(tmp_path: Path) -> None:
    (tmp_path / "badge").mkdir()
    (tmp_path / "badge" / "notes.txt").write_text("mine")
    (tmp_path / "index.html").write_text("my own front page")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("mine")

    first = export_site(documents(OLD), tmp_path)
    (tmp_path / "r/US-MI/index.html").write_text("changed by hand")
    second = export_site(documents(NEW), tmp_path)

    assert first.size == sum(map(len, OLD.values())) - len(OLD["index.html"])
    assert (first.left_alone, second.left_alone) == (("index.html",), ("index.html", "r/US-MI/index.html"))
    found = files_in(tmp_path)
    assert found["index.html"] == b"my own front page"
    assert found["r/US-MI/index.html"] == b"changed by hand"
    assert (found["badge/notes.txt"], found[".git/config"]) == (b"mine", b"mine")
    assert "badge/gone.svg" not in found


def test_what_others_put_where_new_files_wait_stays_and_is_named(tmp_path: Path) -> None:
    (tmp_path / ".site-new").mkdir()
    (tmp_path / ".site-new" / "mine.txt").write_text("mine")

    with pytest.raises(FileNotWrittenError, match=r"mine\.txt is not ours: move it elsewhere\. Nothing was changed"):
        export_site(documents(OLD), tmp_path)
    assert files_in(tmp_path) == {".site-new/mine.txt": b"mine"}


def test_outdated_file_that_somebody_changed_stays(tmp_path: Path) -> None:
    export_site(documents(OLD), tmp_path)
    (tmp_path / "badge/gone.svg").write_text("changed by hand")

    assert export_site(documents(NEW), tmp_path).left_alone == ("badge/gone.svg",)
    assert (tmp_path / "badge/gone.svg").read_text() == "changed by hand"


def test_links_are_never_followed_out_of_the_folder(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "site"
    elsewhere.mkdir()
    (elsewhere / "front").write_text("not ours")
    folder.mkdir()
    (folder / "index.html").symlink_to(elsewhere / "front")

    assert export_site(documents(NEW), folder).left_alone == ("index.html",)
    (folder / "r").rename(folder / "kept")
    (folder / "r").symlink_to(elsewhere)
    with pytest.raises(FileNotWrittenError, match="is in the way"):
        export_site(documents(NEW), folder)

    assert files_in(elsewhere) == {"front": b"not ours"}


def test_list_cannot_make_an_export_remove_what_is_outside(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    export_site(documents(OLD), folder)
    (tmp_path / "precious").write_bytes(OLD["badge/gone.svg"])
    listed = json.loads((folder / ".site-files.json").read_bytes())
    for name in ("../precious", str(tmp_path / "precious")):
        listed[name] = listed["badge/gone.svg"]
    (folder / ".site-files.json").write_text(json.dumps(listed))

    export_site(documents(NEW), folder)

    assert (tmp_path / "precious").exists()


@pytest.mark.parametrize("address", ["../up", "/etc/up", "a\\b", "r/../../up", "nul\0"])
def test_address_that_leads_out_of_the_folder_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(FileNotWrittenError, match="cannot be the name of a file"):
        export_site(documents({address: b""}), tmp_path / "site")
    assert files_in(tmp_path / "site") == {}
    assert not (tmp_path / "up").exists()


def test_without_a_list_files_that_are_as_they_should_be_are_ours_again(tmp_path: Path) -> None:
    export_site(documents(OLD), tmp_path)
    (tmp_path / ".site-files.json").write_text("[torn")
    with pytest.raises(FileNotWrittenError, match="is damaged"):
        export_site(documents(OLD), tmp_path)
    (tmp_path / ".site-files.json").unlink()

    assert export_site(documents(OLD), tmp_path).left_alone == ()
    assert export_site(documents(NEW), tmp_path).left_alone == ()
    assert files_in(tmp_path) == files_of(NEW)


def test_folder_that_cannot_be_one_is_explained_and_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    data = tmp_path / "data"
    (data / "sub").mkdir(parents=True)

    for folder, message in (
        (tmp_path / "file", "is a file. Name a folder"),
        (tmp_path / "file" / "site", "Not a directory. Nothing was changed"),
        (tmp_path / ("x" * 300), "File name too long. Nothing was changed"),
        (data, "is in the data folder"),
        (data / "sub" / "site", "is in the data folder"),
        (tmp_path, "which must not become public"),
    ):
        with pytest.raises(FileNotWrittenError, match=message):
            export_site(documents(NEW), folder, private=(data,))
    assert files_in(tmp_path) == {"file": b"mine"}


def test_page_that_cannot_be_made_changes_nothing(tmp_path: Path) -> None:
    def fail() -> Document:
        raise FileNotWrittenError("No.")

    export_site(documents(OLD), tmp_path)
    with pytest.raises(FileNotWrittenError, match=r"No\."):
        export_site({**documents(NEW), "z.csv": fail}, tmp_path)

    assert files_in(tmp_path) == files_of(OLD)
    assert not (tmp_path / "og").exists()


def test_two_exports_at_once_wait_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("affiliates.site.export._LOCK_TIMEOUT", 0)
    with (
        FileLock(tmp_path / ".site-lock"),
        pytest.raises(FileNotWrittenError, match="another export is writing there"),
    ):
        export_site(documents(NEW), tmp_path)
    assert export_site(documents(NEW), tmp_path).written


def prepared(folder: Path) -> Path:
    """A folder with the old site, in which somebody put a page of their own."""
    export_site(documents(OLD), folder)
    (folder / "mine.html").write_text("mine")
    return folder


def interrupted(pipe: Connection, folder: Path, nth: int) -> None:
    with crash.nth_call(nth, crash.die) as count:
        export_site(documents(NEW), folder)
    pipe.send(count[0])


def test_export_killed_at_each_step_leaves_whole_files_and_the_next_one_mends_it(tmp_path: Path) -> None:
    done_in, nth, was_mixed = [10_000], 0, False
    while nth < done_in[0]:
        nth += 1
        folder = prepared(tmp_path / str(nth))
        process, pipe = crash.child(interrupted, folder, nth)
        done_in = crash.said(pipe) or done_in
        process.join()

        was_mixed |= assert_is_old_or_new(folder)
        assert export_site(documents(NEW), folder).left_alone == ()
        assert_is_new_and_clean(folder)
    assert nth > 20
    assert was_mixed


def test_disk_that_fills_up_at_each_step_leaves_whole_files_and_says_what_became_of_them(tmp_path: Path) -> None:
    done_in, nth = 10_000, 0
    while nth < done_in:
        nth += 1
        folder = prepared(tmp_path / str(nth))
        failure = None
        with crash.nth_call(nth, crash.refuse) as count:
            try:
                export_site(documents(NEW), folder)
                done_in = count[0]
            except FileNotWrittenError as error:
                failure = str(error)

        assert_is_old_or_new(folder)
        if failure:
            assert "the disk is full" in failure
            assert "run this again" in failure or files_in(folder) == files_of(OLD) | {"mine.html": b"mine"}
        assert export_site(documents(NEW), folder).left_alone == ()
        assert_is_new_and_clean(folder)
    assert nth > 20


def assert_is_old_or_new(folder: Path) -> bool:
    """Each file is whole; returns whether there are both old and new ones."""
    old, new = files_of(OLD), files_of(NEW)
    found = {name: body for name, body in files_in(folder).items() if not name.startswith(".site-new/")}
    assert found.pop("mine.html") == b"mine"
    assert all(body in {old.get(name), new.get(name)} for name, body in found.items())
    assert set(old) & set(new) <= set(found)
    states = {body == new.get(name) for name, body in found.items() if old.get(name) != new.get(name)}
    return states == {True, False}


def assert_is_new_and_clean(folder: Path) -> None:
    assert files_in(folder) == files_of(NEW) | {"mine.html": b"mine"}
    assert {path.name for path in folder.iterdir() if path.name.startswith(".")} == OWN


def test_real_disk_that_is_too_small_leaves_the_last_copy(tmp_path: Path) -> None:
    export_site(documents(OLD), tmp_path / "site")

    with crash.small_files(20_000), pytest.raises(FileNotWrittenError, match=r"the disk is full.*Nothing was changed"):
        export_site(documents({**NEW, "og/US-OH.png": bytes(30_000)}), tmp_path / "site")

    assert files_in(tmp_path / "site") == files_of(OLD)


def test_same_documents_make_the_same_files_and_the_same_list_of_them(tmp_path: Path) -> None:
    export_site(documents(NEW), tmp_path / "one")
    export_site(documents(OLD), tmp_path / "other")
    export_site(documents(dict(reversed(NEW.items()))), tmp_path / "other")

    assert files_in(tmp_path / "one") == files_in(tmp_path / "other")
    lists = [(tmp_path / name / ".site-files.json").read_bytes() for name in ("one", "other")]
    assert lists[0] == lists[1]
