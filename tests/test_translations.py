"""Every text that visitors read goes through the catalogs: read from the code and the templates themselves."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

ROOT = Path(__file__).parent.parent
# The rooms in which every text for people is translated.
ROOMS: tuple[str, ...] = (
    "affiliates/applications",
    "affiliates/content",
    "affiliates/coverage",
    "affiliates/directory/mistakes.py",
    "affiliates/geo/flat_map.py",
    "affiliates/languages",
    "affiliates/reports",
    "affiliates/search",
    "affiliates/site",
    "affiliates/support",
    "affiliates/upkeep/relay/farewell.py",
    "affiliates/upkeep/relay/letter.py",
    "affiliates/upkeep/relay/message.py",
    "affiliates/upkeep/relay/templates",
    "affiliates/upkeep/relay/words.py",
    "affiliates/upkeep/reminders/entry.py",
    "affiliates/upkeep/reminders/letter.py",
    "affiliates/upkeep/reminders/templates",
    "affiliates/upkeep/reminders/words.py",
    "components/apply",
    "components/coverage",
    "components/find",
    "components/map/shading.py",
    "components/map/words.py",
    "components/shared",
    "components/shell",
    "components/state",
    "pages",
    "server/first_page",
    "server/relay",
    "server/templates",
    "server/upkeep",
)
# Where only English is spoken, within them.
ENGLISH_ONLY: tuple[str, ...] = (
    "affiliates/content/place_names.py",  # lists its own texts
    "affiliates/content/sign_in_words.py",  # the desk
    "affiliates/reports/groups_xlsx.py",  # the command line
    "affiliates/site/data_files/geojson.py",  # files for programs
    "affiliates/site/data_files/hsds.py",
    "affiliates/site/data_files/json_ld.py",
    "affiliates/site/export.py",  # the command line
    "affiliates/site/pictures/icons.py",  # the manifest of a site that is opened as a page, never as an app
    "affiliates/support/schema.py",  # the meaning of columns
    "server/first_page/streamlit_html.py",
    "server/templates/sign_in.html.jinja",  # the desk
)
TRANSLATING = {"gettext", "ngettext", "pgettext", "N_", "NP_"}
# What they are given is for the log, for programs, or for Python.
NOT_SHOWN = {"getLogger", "compile", "strftime", "fullmatch", "sub", "search", "match", "Literal", "TypeVar", "NewType"}
LOGGING = {"debug", "info", "warning", "error", "exception", "critical"}
FOR_PEOPLE = re.compile(r"[A-Za-z’]{2,},? [A-Za-z’]{2,}|^[A-Z][a-z]+[:.?!]?$|[a-z]{2,}[.?!]$")
# Texts that look as if they were for people, by file.
ALLOWED: dict[str, set[str]] = {
    # Codes of data files.
    "affiliates/content/find_words.py": {"Alliance Against Seclusion and Restraint", "48104, Detroit, Texas, M5V 3L9"},
    "affiliates/reports/geojson.py": {"Feature"},
    "affiliates/reports/html/templates/report.html.jinja": {"width=device-width, initial-scale=1"},
    "affiliates/reports/pdf/fact_sheet.py": {"www."},
    "affiliates/reports/pdf/typefaces.py": {"Cc", "Cf"},
    "affiliates/site/pictures/preview.py": {"Alliance Against", "Seclusion and Restraint"},
    "affiliates/site/pages/documents.py": {"@media screen and (prefers-color-scheme: dark) {\n}\n"},
    "affiliates/site/pages/templates/document.html.jinja": {"width=device-width, initial-scale=1"},
    "affiliates/upkeep/reminders/templates/letter.html.jinja": {"width=device-width, initial-scale=1", "light dark"},
    "affiliates/upkeep/relay/templates/relayed.html.jinja": {"width=device-width, initial-scale=1", "light dark"},
    "server/templates/base.html.jinja": {"width=device-width, initial-scale=1"},
    "server/upkeep/own_entry.py": {"correct?"},  # an address
    "components/state/automatic_runs.py": {"directory watcher"},  # threads
    "components/state/report_queue.py": {"This report gave up its place in the queue."},  # the log
    "components/state/lists/present_directory.py": {"directory reader"},
    "pages/review.py": {"For reviewers"},
    "affiliates/coverage/metrics.py": {
        "local only",
        "statewide only",
        "statewide and local",
        "not known right now",
        "never verified",
    },
    "affiliates/applications/model.py": {"Application"},  # a type
    "affiliates/applications/validation.py": {"Cc"},  # a category of Unicode
    # The Alliance's name stays as it is.
    "affiliates/site/pictures/templates/badge.svg.jinja": {"Alliance Against", "Seclusion and Restraint"},
}


def files(pattern: str) -> list[str]:
    found = (path.relative_to(ROOT).as_posix() for room in ROOMS for path in sorted((ROOT / room).rglob(pattern)))
    single = (room for room in ROOMS if room.endswith(pattern.lstrip("*")))
    return [file for file in (*found, *single) if not file.startswith(ENGLISH_ONLY or ("-",))]


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_not_shown(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise):
        return True
    if isinstance(node, ast.Subscript):
        return name_of(node.value) in NOT_SHOWN
    if not isinstance(node, ast.Call):
        return False
    name = name_of(node.func)
    logs = isinstance(node.func, ast.Attribute) and name_of(node.func.value) in {"_log", "log", "logger"}
    return name in NOT_SHOWN or (logs and name in LOGGING)


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text below a node that may be shown and is not given to a function that translates it."""
    if is_not_shown(node):
        return
    if isinstance(node, ast.Call) and name_of(node.func) in TRANSLATING:
        asked = node.args[: 1 if name_of(node.func) in {"gettext", "N_"} else 2]
        for argument in asked:
            if not isinstance(argument, ast.Constant) and any(map(is_text, ast.walk(argument))):
                yield node.lineno, "a text inside another expression, where what is extracted is not what is asked for"
        for keyword in node.keywords:
            yield from texts(keyword.value)
        return
    if isinstance(node, ast.JoinedStr):
        for inner in ast.walk(node):
            if not isinstance(inner, ast.Call) or name_of(inner.func) not in TRANSLATING:
                continue
            if any(isinstance(argument, ast.Constant) for argument in inner.args):
                yield inner.lineno, "a text inside an f-string, where it is never found"
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    elif isinstance(node, ast.JoinedStr):
        yield node.lineno, "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    body = getattr(node, "body", None)
    for child in ast.iter_child_nodes(node):
        is_docstring = isinstance(body, list) and isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if not is_docstring and not (isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)):
            yield from texts(child)


@pytest.mark.parametrize("file", files("*.py"))
def test_every_text_for_people_is_given_to_the_catalogs(file: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    found = [(line, text) for line, text in texts(tree) if FOR_PEOPLE.search(text)]
    assert not [(line, text) for line, text in found if text not in ALLOWED.get(file, set())]


class Reader(HTMLParser):
    """Collects what a page says: its text, and the attributes that are read out."""

    SPOKEN = frozenset({"alt", "aria-label", "title", "content", "placeholder"})

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag if tag in {"style", "script"} else ""
        self.said += [value or "" for name, value in attrs if name in self.SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        self.silent = ""

    def handle_data(self, data: str) -> None:
        self.said += [] if self.silent else [data]


@pytest.mark.parametrize("file", files("*.jinja"))
def test_every_text_of_a_template_is_given_to_the_catalogs(file: str) -> None:
    source = (ROOT / file).read_text(encoding="utf-8")
    # What stands outside of Jinja's marks: a text in an expression is what the catalogs are asked for, or not shown.
    outside = "".join(text for _, kind, text in Environment(autoescape=True).lex(source) if kind == "data")
    reader = Reader()
    reader.feed(outside)
    shown = [text.strip() for text in reader.said if FOR_PEOPLE.search(text.strip())]
    assert not set(shown) - ALLOWED.get(file, set())
