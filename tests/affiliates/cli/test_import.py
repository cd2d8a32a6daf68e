"""The command import, from the first look to taking it back."""

import shlex
from pathlib import Path

import pytest

from tests.affiliates.cli.run import run_command
from tests.made_up import row, write_directory

LIST = """Our affiliates 2026,,,,
,,,,
Group,State,Web site,Joined,Email
Made-up Lanterns,Mich.,lanterns.example,3/4/2026,a@lanterns.example
Made-up Kites,PA/NJ,kites.example,12/25/2025,
Made-up Boats,New England,,,
"""


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(write_directory(tmp_path / "data", row(900, name="Listed Before")))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


def test_five_steps_from_a_list_to_the_map_and_back(file: Path, data: str) -> None:
    before = (Path(data) / "affiliates.csv").read_bytes()
    look = run_command("import", file, AFFILIATES_DATA=data)
    assert look.exit_code == 0, look.output
    assert "The list has 3 rows below row 3" in look.stdout
    assert "Not used: Email" in look.stdout
    mapping = file.with_suffix(".map.toml")
    assert '"New England" = "?"  # 1 row, not a place we know' in mapping.read_text()

    dry = run_command("import", file, "--map", mapping, AFFILIATES_DATA=data)
    assert dry.exit_code == 0, dry.output
    assert "2 new groups" in dry.stdout
    assert "State: not a place we know (not imported)" in dry.stdout
    assert "Places with a group: 1 now, 4 then, of 69." in dry.stdout
    assert len(dry.stdout.splitlines()) < 25
    problems = file.with_suffix(".problems.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(problems) == 2
    assert '[places] ""New England"" = ""?""' in problems[1]
    assert (Path(data) / "affiliates.csv").read_bytes() == before
    assert not (Path(data) / "review").exists()

    mapping.write_text(mapping.read_text().replace('England" = "?"', 'England" = "US-ME US-VT"'))
    applied = run_command("import", file, "--map", mapping, "--apply", AFFILIATES_DATA=data)
    assert "Imported: 3 groups." in applied.stdout
    assert "Groups that can be shown: 4." in run_command("check", data).stdout
    again = run_command("import", file, "--map", mapping, "--apply", AFFILIATES_DATA=data)
    assert "There is nothing to import." in again.stdout

    import_id = applied.stdout.split("--undo ")[1].strip()
    undone = run_command("import", "--undo", import_id, AFFILIATES_DATA=data)
    assert undone.stdout == "Taken back: 3 groups are as before the import.\n"
    assert (Path(data) / "affiliates.csv").read_bytes() == before


def test_next_step_is_told_with_all_that_was_said(file: Path, data: str) -> None:
    file = file.rename(file.with_name("our list.csv"))
    file.write_text(LIST.replace(",", ";"))
    look = run_command("import", file, "--delimiter", ";", AFFILIATES_DATA=data)
    mapping = file.with_suffix(".map.toml")
    assert look.stdout.splitlines()[-1] == f"  python -m affiliates import '{file}' --map '{mapping}'"

    said = ["--delimiter", ";", "--header-row", "3"]
    dry = run_command("import", file, "--map", mapping, *said, AFFILIATES_DATA=data)
    next_step = shlex.split(dry.stdout.splitlines()[-1])
    assert next_step == [
        "python",
        "-m",
        "affiliates",
        "import",
        str(file),
        "--map",
        str(mapping),
        *said[2:],
        *said[:2],
        "--apply",
    ]
    assert "Imported: " in run_command(*next_step[3:], AFFILIATES_DATA=data).stdout


def test_mapping_that_is_there_is_not_overwritten(file: Path, data: str) -> None:
    file.with_suffix(".map.toml").write_text("mine")
    result = run_command("import", file, AFFILIATES_DATA=data)

    assert result.exit_code == 1
    assert "is there already" in result.stderr
    assert file.with_suffix(".map.toml").read_text() == "mine"


def test_mistake_in_the_mapping_or_the_file_ends_with_a_sentence(file: Path, data: str, tmp_path: Path) -> None:
    mapping, macros = tmp_path / "m.toml", tmp_path / "book.xlsx"
    mapping.write_text('source = "x"\n[columns]\nname = "Gruppe"')
    macros.write_bytes(b"\xd0\xcf\x11\xe0")

    assert "Nothing says the scope" in run_command("import", file, "--map", mapping, AFFILIATES_DATA=data).stderr
    assert "password" in run_command("import", macros, AFFILIATES_DATA=data).stderr
    assert "no import to take back" in run_command("import", "--undo", "abcdef", AFFILIATES_DATA=data).stderr


@pytest.mark.parametrize("arguments", [[], ["--apply"], ["--undo", "x", "--apply"], ["no-such-file.csv"]])
def test_wrong_usage_of_import_ends_with_code_2(arguments: list[str], data: str) -> None:
    assert run_command("import", *arguments, AFFILIATES_DATA=data).exit_code == 2


def test_dry_run_of_a_list_with_every_trouble_fits_a_screen(tmp_path: Path, data: str) -> None:
    places = ["Tri-State", "Curitiba, PR", "mi", "Delaware, OH", "2139", "USA", "Brazil", "", "Michgan", "Ohio"]
    lines = [
        f"{n}\tMade-up Group {n % 900}\t{places[n % 10]}\tno link {n}\tQuÃ©bec {n}\t{'x' * (n % 300)}\t{n % 40}/x"
        for n in range(2000)
    ]
    file = tmp_path / "list.tsv"
    file.write_text("\n".join(["Id\tGroup\tState\tWebsite\tDescription\tCity\tJoined", *lines]))
    look = run_command("import", file, AFFILIATES_DATA=data)
    dry = run_command("import", file, "--map", file.with_suffix(".map.toml"), AFFILIATES_DATA=data)

    assert (look.exit_code, dry.exit_code) == (0, 0)
    assert len(look.stdout.splitlines()) <= 42
    assert len(dry.stdout.splitlines()) <= 42
    assert max(len(line.replace(str(tmp_path), "")) for line in dry.stdout.splitlines()) < 120
