"""Sites made of made-up groups, and what a page says."""

from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from affiliates.coverage.metrics import coverage_by_region
from affiliates.site.catalog import Site
from affiliates.site.documents import SiteData
from tests.made_up import groups_of, row

DAY = date(2026, 6, 30)
BASE_URL = "https://made-up.example/"
_VOID = {"meta", "link", "br", "path", "rect", "img", "use", "input"}


def site_of(folder: Path, *rows: dict[str, str], **options: Any) -> Site:
    """The site of these groups as of ``DAY``."""
    groups = groups_of(folder, *(rows or (row(regions="US-MI"),)))
    data: dict[str, Any] = {"as_of": DAY, "base_url": BASE_URL, "snapshots": (), **options}
    return Site(SiteData(groups=groups, coverage=coverage_by_region(groups, data["as_of"]), **data))


def body_of(site: Site, address: str) -> bytes:
    """The content of a document that has to be there."""
    document = site.document(address)
    assert document, address
    return document.body


@dataclass
class Element:
    """An element of a page: its tag, its attributes, and all text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class ParsedPage(HTMLParser):
    """The elements of a page in their order."""

    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self._open.append(self.elements[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self._open
            assert self._open.pop().tag == tag, f"</{tag}>"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements with a tag and these attributes; ``class_`` stands for the attribute class."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [each for each in self.elements if each.tag == tag and wanted.items() <= each.attributes.items()]


def parsed(content: bytes | str) -> ParsedPage:
    """A page or a part of one, every element of which is closed."""
    page = ParsedPage()
    page.feed(content if isinstance(content, str) else content.decode())
    assert [element.tag for element in page._open] == []
    return page
