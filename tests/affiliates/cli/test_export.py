"""The command export: what it writes comes back unchanged."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.affiliates.cli.run import run_command
from tests.made_up import row, write_directory

ROWS = (
    row(1, name="=Made-up Lanterns", description="two\nlines", regions="US-PA US-NJ", languages="en ase"),
    row(2, id="0042", name="Groupe inventé", regions="CA-QC", status="paused", affiliate_since="2026-03-04"),
    row(3, name="Made-up Everywhere", scope="virtual", regions="", status="inactive"),
    row(5, name="Made-up Canada", scope="national", regions="CA"),
    row(4, name="Made-up Country", scope="national", regions="US CA", website="https://made-up.example/a?b=c"),
)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_export_comes_back_unchanged(tmp_path: Path, ending: str) -> None:
    data = str(write_directory(tmp_path / "data", *ROWS))
    file = tmp_path / f"groups.{ending}"
    assert run_command("export", file, AFFILIATES_DATA=data).stdout == f"{file} has 5 groups.\n"
    assert run_command("import", file, AFFILIATES_DATA=data).exit_code == 0
    mapping = file.with_suffix(".map.toml")
    same = run_command("import", file, "--map", mapping, AFFILIATES_DATA=data)
    assert "5 groups that are the same" in same.stdout
    assert "What to look at" not in same.stdout

    empty = str(write_directory(tmp_path / "empty"))
    applied = run_command("import", file, "--map", mapping, "--apply", AFFILIATES_DATA=empty)
    assert "Imported: 5 groups." in applied.stdout
    again = tmp_path / f"again.{ending}"
    run_command("export", again, AFFILIATES_DATA=empty)
    assert run_command("export", file, AFFILIATES_DATA=data).exit_code == 0
    assert again.read_bytes() == file.read_bytes()


def test_cells_of_the_workbook_are_text_that_excel_leaves_alone(tmp_path: Path) -> None:
    file = tmp_path / "groups.xlsx"
    run_command("export", file, AFFILIATES_DATA=str(write_directory(tmp_path, *ROWS)))
    cells = [cell for line in load_workbook(file).active.iter_rows() for cell in line]

    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}


def test_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    data = str(write_directory(tmp_path, row(1)))

    assert run_command("export", tmp_path / "groups.pdf", AFFILIATES_DATA=data).exit_code == 2
    assert run_command("export", tmp_path / "no" / "groups.csv", AFFILIATES_DATA=data).exit_code == 1


def test_dates_that_excel_wrote_its_own_way_are_the_same_days(tmp_path: Path) -> None:
    dates = [row(1, affiliate_since="2026-03-04"), row(2, name="Other", affiliate_since="2025-12-25")]
    data = str(write_directory(tmp_path / "data", *dates))
    file = tmp_path / "groups.csv"
    run_command("export", file, AFFILIATES_DATA=data)
    saved = file.read_text(encoding="utf-8-sig").replace("2026-03-04", "3/4/2026").replace("2025-12-25", "12/25/2025")
    file.write_text(saved)
    run_command("import", file, AFFILIATES_DATA=data)

    again = run_command("import", file, "--map", file.with_suffix(".map.toml"), AFFILIATES_DATA=data)
    assert "2 groups that are the same" in again.stdout
    assert "What to look at" not in again.stdout
