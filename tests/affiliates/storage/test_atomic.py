"""Replacing a file in one step: the old content stays until the new one is complete."""

import errno
import os
import stat
from pathlib import Path

import pytest

from affiliates.storage.atomic import write_atomically


@pytest.mark.parametrize("durable", [False, True])
def test_file_is_created_and_replaced_and_nothing_else_is_left(tmp_path: Path, durable: bool) -> None:
    write_atomically(tmp_path / "file", b"one", durable=durable)
    write_atomically(tmp_path / "file", b"two", durable=durable)

    assert (tmp_path / "file").read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_replaced_file_keeps_its_permissions_and_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one")
    path.chmod(0o640)
    owner = 65534 if os.geteuid() == 0 else os.geteuid()
    os.chown(path, owner, -1)
    write_atomically(path, b"two")

    assert path.stat().st_mode & 0o777 == 0o640
    assert path.stat().st_uid == owner


def test_failed_write_names_the_file_and_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(IsADirectoryError) as raised:
        write_atomically(tmp_path / "folder", b"three")

    assert (raised.value.filename, raised.value.filename2) == (str(tmp_path / "folder"), None)
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


def test_missing_folder_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"report\.csv"):
        write_atomically(tmp_path / "missing" / "report.csv", b"")


def test_longest_file_name_can_be_written_and_a_longer_one_is_an_error(tmp_path: Path) -> None:
    write_atomically(tmp_path / ("x" * 255), b"one")
    with pytest.raises(OSError, match="too long") as raised:
        write_atomically(tmp_path / ("x" * 256), b"two")

    assert raised.value.errno == errno.ENAMETOOLONG
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"one"]


def test_mode_is_exact_and_by_default_that_of_any_new_file(tmp_path: Path) -> None:
    umask = os.umask(0o027)
    try:
        write_atomically(tmp_path / "default", b"")
        write_atomically(tmp_path / "private", b"", mode=0o600)
        write_atomically(tmp_path / "shared", b"", mode=0o664)
    finally:
        os.umask(umask)

    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    assert modes == {"default": 0o640, "private": 0o600, "shared": 0o664}
