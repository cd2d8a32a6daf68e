"""The app without a browser, and what a visitor reads and types there."""

import re
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted(f"pages/{file.name}" for file in (ROOT / "pages").glob("*.py"))


def app(**url: str | list[str]) -> AppTest:
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=20)
    for name, value in url.items():
        test.query_params[name] = value
    return test.run()


def words(test: AppTest) -> str:
    parts = [*test.title, *test.header, *test.subheader, *test.markdown, *test.caption, *test.text, *test.warning]
    return "\n".join(str(part.value) for part in [*parts, *test.info])


def names(test: AppTest) -> list[str]:
    """The names of the groups in the list below the map."""
    return [each.value for each in [*test.header, *test.subheader] if each.value.startswith("Made")]


def headings(test: AppTest) -> list[str]:
    """Every heading below the title as it is read, in the order of the page; a card's is a part of its text."""
    parts = [part for part in test if isinstance(part, Element) and part.type in {"header", "subheader", "markdown"}]
    texts = [
        str(part.value).partition("\n")[0] for part in parts if part.type != "markdown" or part.value.startswith("##")
    ]
    return [re.sub(r"^#+ |:small\[\]|\\", "", text) for text in texts]


def widget(test: AppTest, name: str) -> Any:
    """The widget of a URL parameter, or the one that has replaced it since (components/state/url.py)."""
    renewed = test.session_state[f"{name}_renewed"]
    return test.get_by_key(f"{name}_{renewed}" if renewed else name)


def types_place(test: AppTest, typed: str) -> None:
    """Types into the one box for a place and presses Enter; AppTest itself only knows how to choose from its list."""
    box = widget(test, "place")
    box.options.append(typed)
    box.set_value(typed).run()


def url_of(test: AppTest) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else value for name, value in test.query_params.items()}
