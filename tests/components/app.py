"""The app without a browser, and what a visitor reads and types there."""

from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from tests.affiliates.site.samples import ParsedPage, parsed

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted(f"pages/{file.name}" for file in (ROOT / "pages").glob("*.py"))


def app(**url: str | list[str]) -> AppTest:
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=20)
    for name, value in url.items():
        test.query_params[name] = value
    return test.run()


def words(test: AppTest) -> str:
    """All that is read on the page, in no order; of Markdown, what it is written as."""
    parts = [*test.title, *test.header, *test.subheader, *test.markdown, *test.caption, *test.text, *test.warning]
    return "\n".join(
        [*(str(part.value) for part in [*parts, *test.info]), *(part.elements[0].text for part in site_parts(test))]
    )


def site_parts(test: AppTest) -> list[ParsedPage]:
    """What the app takes over from the pages without scripts, in the order of the page."""
    return [parsed(each.proto.body) for each in test.get("html") if _is_site_part(each)]


def links(test: AppTest) -> dict[str, str]:
    """The texts of all links in these parts, by their addresses."""
    return {link.attributes["href"]: link.text for part in site_parts(test) for link in part.all("a")}


def names(test: AppTest) -> list[str]:
    """The names of the groups in the list below the map."""
    found = []
    for part in site_parts(test):
        for element, following in pairwise(part.elements):
            if element.tag == "article" and "id" in element.attributes:
                found.append(following.text)
    return found


def headings(test: AppTest) -> list[str]:
    """Every heading below the title as it is read, in the order of the page."""
    found: list[str] = []
    for part in test:
        if isinstance(part, Element) and part.type in {"header", "subheader"}:
            found.append(part.value)
        elif _is_site_part(part):
            found += [each.text for each in parsed(part.proto.body).elements if each.tag in {"h2", "h3"}]
    return found


def title(test: AppTest) -> str:
    """The title of the page."""
    (text,) = [each.text for part in site_parts(test) for each in part.all("h1")] or [each.value for each in test.title]
    return str(text)


def _is_site_part(part: Any) -> bool:
    return part.type == "html" and "site-part" in part.proto.body


def widget(test: AppTest, name: str) -> Any:
    """The widget of a URL parameter, or the one that has replaced it since (components/state/url.py)."""
    renewed = test.session_state[f"{name}_renewed"]
    return test.get_by_key(f"{name}_{renewed}" if renewed else name)


def types_place(test: AppTest, typed: str) -> None:
    """Types into the one box for a place and presses Enter."""
    widget(test, "place").set_value(typed).run()


def follows_link(test: AppTest, text: str) -> None:
    """Follows a link of ours to another answer on the same page, as app.js does: what its address asks for is drawn."""
    (address,) = {link.attributes["href"] for part in site_parts(test) for link in part.all("a") if link.text == text}
    asked = parse_qs(address.removeprefix("?").partition("#")[0])
    test.query_params.clear()
    test.query_params.update(asked)
    test.run()


def url_of(test: AppTest) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else value for name, value in test.query_params.items()}
