"""Who may import whom, read from the imports themselves."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Each folder's own packages, from the top of the house to the ground: an import may only go down.
ABOVE = {
    "affiliates": {"streamlit", "folium", "branca", "streamlit_folium", "components", "pages", "dashboard"},
    "components": {"pages", "dashboard"},
    "pages": {"pages", "dashboard", "folium", "streamlit_folium", "pandas", "geopandas"},
}
ONLY_IN = {"folium": "components/map/region_map.py", "streamlit_folium": "components/map/region_map.py"}


def python_files(*folders: str) -> list[Path]:
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("file", python_files(*ABOVE), ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_go_down_only(file: Path) -> None:
    folder = file.relative_to(ROOT).parts[0]

    assert not imports(file) & ABOVE[folder]


def test_folium_is_known_in_one_file() -> None:
    for package, place in ONLY_IN.items():
        users = [file for file in python_files("affiliates", "components", "pages") if package in imports(file)]
        assert [str(file.relative_to(ROOT)) for file in users] == [place]


@pytest.mark.parametrize("page_file", python_files("pages"), ids=lambda file: file.name)
def test_page_is_a_table_of_contents_inside_the_frame(page_file: Path) -> None:
    module = ast.parse(page_file.read_text(encoding="utf-8"))
    first = next(node for node in module.body[1:] if not isinstance(node, ast.Import | ast.ImportFrom))

    assert ast.unparse(first) == "ensure_shell()"
    assert (ast.get_docstring(module) or "").endswith("?")
    assert not [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)]
    assert len(page_file.read_text().splitlines()) <= 60


def test_no_html_by_hand_and_no_swallowed_error() -> None:
    for file in [ROOT / "dashboard.py", *python_files("affiliates", "components", "pages")]:
        text = file.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in text
        assert "st.html" not in text
        assert "except Exception" not in text


def test_nothing_of_this_machine_is_in_the_project() -> None:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    home = str(Path.home())
    for name in listed.stdout.decode().splitlines():
        if (ROOT / name).suffix in {".py", ".md", ".txt", ".toml", ".csv", ".sh", ".js", ".css"}:
            assert f"{home}/" not in (ROOT / name).read_text(encoding="utf-8")
