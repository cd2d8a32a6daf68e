"""The first HTML of the installed Streamlit, taken apart: what it loads, and where it draws."""

import base64
import hashlib
import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

from markupsafe import Markup
from streamlit.file_util import get_static_dir

from affiliates.errors import ShellChangedError

_TYPEFACE = re.compile(r"@font-face\s*{[^}]*}")


@dataclass(frozen=True)
class StreamlitHtml:
    """The parts of Streamlit's ``index.html`` that a page of ours is built around; the rest of it we write ourselves.

    Attributes
    ----------
    metas
        The ``meta`` elements of its head.
    loads
        Its scripts, styles and fonts, in their order. Its style sheet is for formulas, but for its typefaces, and is
        said to be for paper: server/first_page/assets/app.js has it apply to the screen once it keeps nothing waiting.
    typefaces
        The rules of that style sheet for the typefaces of the app itself, with addresses relative to the page.
    root
        The element in which Streamlit draws.
    inline_hashes
        Of each script without a file, as Content-Security-Policy writes them: they change with Streamlit.
    map_modules
        The addresses of the modules that draw the map, relative to its own: Streamlit asks for them only once it has
        heard that there is one. None where it has no such modules.
    """

    metas: Markup
    loads: Markup
    root: Markup
    inline_hashes: tuple[str, ...]
    map_modules: tuple[str, ...] = ()
    typefaces: Markup = field(default_factory=Markup)


def installed_html() -> StreamlitHtml:
    """Takes the file of the installed Streamlit apart; raises ``ShellChangedError`` where it is built differently."""
    folder = Path(get_static_dir())
    text = (folder / "index.html").read_text(encoding="utf-8")
    files = folder / "static"
    return replace(take_apart(text), map_modules=_map_modules(files / "js", text), typefaces=_typefaces(files / "css"))


def take_apart(text: str) -> StreamlitHtml:
    """Takes a file apart that is built as Streamlit's; raises ``ShellChangedError`` for another one."""
    elements = _elements(text)
    roots = [each for each in elements if each.tag == "div" and each.attributes.get("id") == "root"]
    scripts = [each for each in elements if each.tag == "script"]
    modules = [each for each in scripts if each.attributes.get("type") == "module" and each.attributes.get("src")]
    styles = [each for each in elements if each.tag == "link" and each.attributes.get("rel") == "stylesheet"]
    for found, what in ((roots, 'a div with the id "root"'), (modules, "a script module"), (styles, "a style sheet")):
        if not found:
            raise ShellChangedError(f"The first HTML of this version of Streamlit has not {what}: see {__name__}.")
    if roots[0].inner.strip():
        raise ShellChangedError(f"Streamlit's first HTML draws something before its scripts run: see {__name__}.")
    loads = [each for each in elements if each.tag == "script" or each.loads_a_file]
    return StreamlitHtml(
        metas=Markup("\n").join(Markup(each.text) for each in elements if each.tag == "meta"),  # noqa: S704
        loads=Markup("\n").join(Markup(_for_paper(each) if each in styles else each.text) for each in loads),  # noqa: S704
        root=Markup(roots[0].text),  # noqa: S704
        inline_hashes=tuple(_hash(each.inner) for each in scripts if "src" not in each.attributes),
    )


def _for_paper(style: "_Element") -> str:
    return style.text.replace("<link", '<link media="print"', 1)


def _typefaces(folder: Path) -> Markup:
    """The typefaces of the one style sheet that the page loads, but for those of formulas."""
    rules = [rule for file in folder.glob("index.*.css") for rule in _TYPEFACE.findall(file.read_text("utf-8"))]
    ours = [rule.replace("url(../media/", "url(./static/media/") for rule in rules if "KaTeX" not in rule]
    return Markup("\n").join(Markup(rule) for rule in ours)  # noqa: S704


def _map_modules(folder: Path, page: str) -> tuple[str, ...]:
    """The module of Streamlit's components, and what it imports, but for what the page loads anyway."""
    (first,) = [file.name for file in folder.glob("ComponentInstance.*.js")] or [""]
    imports = re.findall(r'from"\./([\w.-]+\.js)"', (folder / first).read_text("utf-8")) if first else []
    return tuple(f"./static/js/{name}" for name in (first, *imports) if name and name not in page)


@dataclass
class _Element:
    tag: str
    attributes: dict[str, str | None]
    start: int
    inner: str = ""
    text: str = ""

    @property
    def loads_a_file(self) -> bool:
        """Whether this is a link to a part of Streamlit; not its icon, which is not ours, nor a protocol for agents."""
        return self.tag == "link" and self.attributes.get("rel") in {"stylesheet", "preload", "modulepreload"}


@dataclass
class _Reader(HTMLParser):
    """Finds every element with its text, letter by letter as it stands in the file."""

    source: str
    found: list[_Element] = field(default_factory=list)
    _open: list[tuple[_Element, int]] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)

    _WITHOUT_END = frozenset({"meta", "link", "base", "br", "img", "input"})

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=False)
        lengths = [len(line) for line in self.source.splitlines(keepends=True)]
        self._lines = [sum(lengths[:number]) for number in range(len(lengths))]
        self.feed(self.source)
        self.close()

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = self.get_starttag_text() or ""
        element = _Element(tag, dict(attrs), self._place(), text=text)
        self.found.append(element)
        if tag not in self._WITHOUT_END:
            self._open.append((element, self._place() + len(text)))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            element, begins = self._open.pop()
            if element.tag == tag:
                ends = self.source.index(">", self._place()) + 1
                element.inner = self.source[begins : self._place()]
                element.text = self.source[element.start : ends]
                return


def _elements(text: str) -> list[_Element]:
    return _Reader(text).found


def _hash(script: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
