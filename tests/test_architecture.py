"""Who may import whom, who writes files, and where HTML comes from: read from the code itself."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# From the ground up: a module may import from its own line and from the lines before it.
LAYERS = (
    ("affiliates.errors",),
    ("affiliates.languages",),
    ("affiliates.geo",),
    ("affiliates.content",),
    ("affiliates.directory",),
    # They say what a group is, which only the directory knows.
    ("affiliates.content.labels",),
    ("affiliates.content.group_words",),
    ("affiliates.support",),
    ("affiliates.coverage",),
    ("affiliates.search",),
    ("affiliates.applications",),
    ("affiliates.storage",),
    ("affiliates.applications.intake",),  # saves what the rest of its package only describes
    ("affiliates.review",),
    ("affiliates.upkeep.links",),
    ("affiliates.imports.reading", "affiliates.imports.cells"),
    ("affiliates.imports",),
    ("affiliates.reports",),
    (
        "affiliates.site.addresses",
        "affiliates.site.documents",
        "affiliates.site.settings",
        "affiliates.site.xml_templates",
    ),
    ("affiliates.site.pages", "affiliates.site.data_files", "affiliates.site.pictures"),
    ("affiliates.site",),
    ("affiliates.upkeep",),
    ("affiliates.people",),
    ("affiliates.cli",),
    ("server",),
    ("components.map",),
    ("components.state",),
    ("components.shared",),
    ("components.find", "components.coverage", "components.apply", "components.allies"),
    ("components.review",),
    ("components.shell",),
    ("pages",),
    ("dashboard",),
)
# Which packages of others a folder never imports.
FORBIDDEN = {
    "affiliates": {"streamlit", "folium", "branca", "streamlit_folium"},
    # Draws nothing: of Streamlit it knows the settings, and the HTML that it wraps.
    "server": {"components", "pages", "folium", "branca", "streamlit_folium", "geopandas"},
    "pages": {"folium", "streamlit_folium", "pandas", "geopandas"},
}
ONLY_IN = {
    "folium": {"components/map/region_map.py"},
    "streamlit_folium": {"components/map/region_map.py"},
    "branca": {"components/map/region_map.py"},
    "jinja2": {
        "components/map/region_map.py",
        "affiliates/reports/html/environment.py",
        "affiliates/site/xml_templates.py",
    },
    "filelock": {"affiliates/storage/files/durable.py", "affiliates/site/export.py"},
    "psycopg": {
        f"affiliates/storage/postgres/connection/{module}.py"
        for module in ("address", "answering", "database", "migrations")
    },
    "psycopg_pool": {"affiliates/storage/postgres/connection/database.py"},
    "brotli": {"server/compression.py"},
    "httpcore": {f"affiliates/upkeep/links/{module}.py" for module in ("network", "requests", "checking")},
}
# Writes, makes or removes files: the stores, and places that keep nothing but what they can make again.
WRITERS = {
    "affiliates/storage/atomic.py",
    "affiliates/storage/files/durable.py",
    "affiliates/reports/pdf/typefaces.py",
    "affiliates/reports/process/child.py",
    "affiliates/site/export.py",
    "components/map/files.py",
}
WRITING_CALLS = {"write_text", "write_bytes", "mkdir", "makedirs", "unlink", "touch", "rmdir", "rmtree"}
WRITING_CALLS |= {"mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile", "ftruncate"}
# Draw HTML in the app, of which every piece comes from a template.
FROM_TEMPLATES = {"components/shell/header_and_footer.py", "components/shared/cards/site_part.py"}
MAX_MODULES = 11  # in a folder, so that it is one subject
MAX_LINES = 300
TAG = re.compile(r"</?[a-zA-Z][\w-]*(\s[^<>]*)?/?>")


def python_files(*folders: str) -> list[Path]:
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def path_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def imported_modules(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def layer_of(module: str) -> tuple[int, str] | None:
    """The number of a module's layer and its room, by the longest name that fits."""
    fitting = [
        (len(room), number, room)
        for number, layer in enumerate(LAYERS)
        for room in layer
        if module == room or module.startswith(f"{room}.")
    ]
    return max(fitting)[1:] if fitting else None


OWN_FILES = [ROOT / "dashboard.py", *python_files("affiliates", "components", "server", "pages")]
OWN_MODULES = {name_of(file) for file in OWN_FILES}


def test_imports_go_down_only() -> None:
    rooms = {name_of(file): layer_of(name_of(file)) for file in OWN_FILES}
    for file in OWN_FILES:
        module, imported = name_of(file), imported_modules(file) & OWN_MODULES
        if module in {"affiliates", "affiliates.__main__", "components", "server"}:
            assert imported <= {"affiliates.cli.main"}, module
            continue
        own = rooms[module]
        assert own, f"{module} is in none of the layers"
        for name in imported:
            other = rooms[name]
            assert not other or other[0] < own[0] or other[1] == own[1], f"{module} imports {name}"


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_packages_of_others_stay_where_they_belong(folder: str) -> None:
    for file in python_files(folder):
        assert not {module.partition(".")[0] for module in imported_modules(file)} & FORBIDDEN[folder], file


def test_special_packages_are_known_in_few_files() -> None:
    for package, places in ONLY_IN.items():
        users = {
            path_of(file)
            for file in OWN_FILES
            if package in {module.partition(".")[0] for module in imported_modules(file)}
        }
        assert users == places, package


def test_folders_are_subjects_and_files_are_short() -> None:
    for folder in {file.parent for file in OWN_FILES if file.parent != ROOT}:
        modules = [file for file in folder.glob("*.py") if file.name not in {"__init__.py", "__main__.py"}]
        assert len(modules) <= MAX_MODULES, folder
        assert all(len(file.read_text().splitlines()) <= MAX_LINES for file in modules), folder
    for package in ("affiliates", "components"):
        flat = {file.name for file in (ROOT / package).glob("*.py")} - {"__init__.py", "__main__.py", "errors.py"}
        assert not flat, f"{package}: a module belongs into a folder of its subject"


def test_nothing_is_called_after_what_it_is_not() -> None:
    assert not [file for file in OWN_FILES if file.stem in {"utils", "util", "helpers", "helper", "misc", "common"}]


def test_every_error_stands_in_one_tree() -> None:
    for file in python_files("affiliates", "components", "server", "pages"):
        if path_of(file) != "affiliates/errors.py":
            classes = [node for node in ast.walk(parsed(file)) if isinstance(node, ast.ClassDef)]
            assert not [each.name for each in classes if each.name.endswith(("Error", "Exception"))], file


def test_files_are_written_only_where_the_docs_say() -> None:
    writers = {path_of(file) for file in OWN_FILES if any(writing_calls(parsed(file)))}
    said = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")

    assert writers == WRITERS
    assert all(f"`{path}`" in said for path in WRITERS)


def writing_calls(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        on_os = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "os"
        modes = [
            each.value for each in [*node.args, *(k.value for k in node.keywords)] if isinstance(each, ast.Constant)
        ]
        opens_to_write = name == "open" and any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
        writes_by_os = on_os and name in {"replace", "rename", "write", "remove", "fchmod", "utime"}
        if name in WRITING_CALLS or opens_to_write or writes_by_os:
            yield ast.unparse(node)


@pytest.mark.parametrize("page_file", python_files("pages"), ids=lambda file: file.name)
def test_page_is_a_table_of_contents_inside_the_shell(page_file: Path) -> None:
    module = parsed(page_file)
    first = next(node for node in module.body[1:] if not isinstance(node, ast.Import | ast.ImportFrom))

    assert ast.unparse(first) == "ensure_shell()"
    assert (ast.get_docstring(module) or "").endswith("?")
    assert not [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)]
    assert len(page_file.read_text().splitlines()) <= 60


def test_no_html_by_hand_and_no_swallowed_error() -> None:
    for file in OWN_FILES:
        text = file.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in text
        assert "st.html" not in text or path_of(file) in FROM_TEMPLATES
        assert "except Exception" not in text
        assert not [found for found in texts_in(parsed(file)) if TAG.search(found)], file


def texts_in(module: ast.Module) -> Iterator[str]:
    """Every string of a module that is not a docstring."""
    documented = [node for node in ast.walk(module) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = {id(node.body[0].value) for node in documented if node.body and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_templates_escape_everything_but_our_own_style_sheet() -> None:
    templates = {
        path_of(file): file.read_text(encoding="utf-8")
        for room in ("affiliates", "components", "server")
        for file in (ROOT / room).rglob("*.jinja")
    }
    unescaped = {name: re.findall(r".*(?:\|\s*safe\b|autoescape).*", text) for name, text in templates.items()}

    assert {name: lines for name, lines in unescaped.items() if lines} == {
        "affiliates/reports/html/templates/report.html.jinja": ["<style>{{ style | safe }}</style>"],
        "affiliates/site/pages/templates/document.html.jinja": [
            "<style>{{ style | safe }}</style>",
            "<script>{{ script | safe }}</script>",
        ],
    }


def test_nothing_of_this_machine_is_in_the_project() -> None:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    home = str(Path.home())
    for name in listed.stdout.decode().splitlines():
        if (ROOT / name).suffix in {".py", ".md", ".txt", ".toml", ".csv", ".sh", ".js", ".css", ".yaml", ".lock"}:
            assert f"{home}/" not in (ROOT / name).read_text(encoding="utf-8")
