"""The app's first HTML, and the Streamlit that it is built around."""

import base64
import hashlib
import inspect
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from streamlit.file_util import get_static_dir

from affiliates.content.ally_words import ALLIES
from affiliates.content.find_words import NAVIGATION, SITE_TITLE
from affiliates.errors import ShellChangedError
from affiliates.site.pictures.icons import icon_png
from components.shell.page import pages
from server.first_page.page_words import FIND, OTHERS
from server.first_page.streamlit_html import installed_html, take_apart
from tests.server.made_up_site import Parts, serving


def test_the_installed_streamlit_is_built_as_we_know_it() -> None:
    html = installed_html()

    assert html.root == '<div id="root"></div>'
    assert len(re.findall("<script", html.loads)) == 2
    assert len(re.findall('rel="modulepreload"', html.loads)) > 10
    assert len(re.findall('<link media="print" rel="stylesheet"', html.loads)) == 1
    assert 'name="viewport"' in html.metas
    inline = re.search(r"<script>(.*?)</script>", html.loads, re.DOTALL)
    assert inline
    digest = base64.b64encode(hashlib.sha256(inline[1].encode()).digest()).decode()
    assert html.inline_hashes == (f"sha256-{digest}",)


def test_streamlits_style_sheet_is_for_formulas_only_but_for_typefaces_that_come_with_the_page(
    client: TestClient,
) -> None:
    """So it may wait: see ``StreamlitHtml.loads``."""
    for path in ("/", "/coverage"):
        page = client.get(path).text
        for name in ("Source Sans", "Source Code Pro", "Material Symbols Rounded"):
            (address, *_) = re.findall(f"@font-face{{font-family:{name};[^}}]*url\\((.*?)\\)", page)
            assert Path(get_static_dir(), address).is_file()
    assert "KaTeX" not in page
    (sheet,) = Path(get_static_dir(), "static/css").glob("index.*.css")
    rules = re.sub("@font-face{[^}]*}", "", sheet.read_text("utf-8"))

    assert [rule for rule in re.findall("[^{}]+{[^}]*}", rules) if "katex" not in rule] == []


def test_the_modules_of_the_map_are_asked_for_with_the_page(client: TestClient) -> None:
    modules = installed_html().map_modules

    assert "ComponentInstance" in modules[0]
    assert all(Path(get_static_dir(), module).is_file() for module in modules)
    assert 1 < len(modules) < 10
    for path, has_map in (("/", True), ("/coverage", True), ("/about", False)):
        page = client.get(path).text
        assert [module for module in modules if page.count(f'href="{module}"') == 1] == [*modules] * has_map


@pytest.mark.parametrize(
    "text",
    [
        "",
        '<script type="module" src="a.js"></script><link rel="stylesheet" href="a.css">',
        '<div id="root"></div><link rel="stylesheet" href="a.css">',
        '<div id="root"></div><script type="module" src="a.js"></script>',
        '<div id="root">Wait</div><script type="module" src="a.js"></script><link rel="stylesheet" href="a.css">',
    ],
)
def test_another_streamlit_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(ShellChangedError, match="Streamlit"):
        take_apart(text)


def test_the_answer_stands_before_all_that_streamlit_loads(client: TestClient) -> None:
    page = client.get("/?region=US-TX").text
    order = [
        '<html lang="en" dir="ltr"',
        "<title>Help in US-TX</title>",
        Parts().head,
        "</head>",
        Parts().body,
        '<script type="module"',
        '<link rel="modulepreload"',
        '<div id="root"></div>',
    ]

    assert sorted(order, key=page.index) == order
    assert page.index('rel="stylesheet"') > page.index(Parts().body)  # it would keep the answer from being shown
    assert "noscript" not in page
    assert "openapi" not in page


def test_every_script_of_the_page_is_allowed_by_its_policy(client: TestClient) -> None:
    answer = client.get("/")
    allowed = answer.headers["content-security-policy"]

    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", answer.text, re.DOTALL)
    assert len(scripts) > 2
    for attributes, script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert re.search(r'src="\./', attributes) or f"'sha256-{digest}'" in allowed


@pytest.mark.parametrize("query", ["", "?region=", "?region=US-XX", "?region=<script>", "?x=%ff%00", "?region[]=US-TX"])
def test_a_region_that_is_none_is_ignored(client: TestClient, query: str) -> None:
    assert client.get("/" + query).text == client.get("/").text


def test_streamlits_controls_find_their_style_in_the_page(client: TestClient) -> None:
    """Else they put it there when the first one is drawn, and the browser lays out the whole page anew."""
    folder = Path(get_static_dir(), "static/js")
    scripts = [script for script in folder.glob("*.js") if "react-aria-pressable-style" in script.read_text("utf-8")]
    assert ["data-react-aria-pressable" in script.read_text("utf-8") for script in scripts] == [True]

    for path in ("/", "/coverage"):
        head = client.get(path).text.partition("</head>")[0]
        style = re.search('<style id="react-aria-pressable-style">(.*?)</style>', head)
        assert style
        assert "[data-react-aria-pressable] { touch-action: pan-x pan-y pinch-zoom }" in style[1]


def test_the_answer_waits_for_no_typeface(client: TestClient) -> None:
    """One that has to be loaded comes after the first letters, which are then set twice while the app waits."""
    style = next(each for each in re.findall("(?s)<style>(.*?)</style>", client.get("/").text) if "--typeface" in each)
    (typeface,) = re.findall("@font-face {(.*?)}", style)

    assert '--typeface: "Source Sans, nearly", sans-serif' in style
    assert 'font-family: "Source Sans, nearly"' in typeface
    assert 'local("Arial")' in typeface
    assert "url(" not in typeface


def test_in_a_frame_of_another_site_the_answer_leaves_out_what_the_app_leaves_out(client: TestClient) -> None:
    left_out = "#static-answer header, #static-answer footer"

    assert left_out in client.get("/?embed=true&region=US-TX").text
    assert left_out not in client.get("/?region=US-TX").text


def test_a_code_is_read_as_the_app_reads_it(client: TestClient) -> None:
    assert client.get("/?region=US-MI&region=%20us-tx%20").text == client.get("/?region=US-TX").text


def test_every_page_has_a_name_for_previews(client: TestClient) -> None:
    """The pages as components/shell/page.py lists them, which only a run of Streamlit can ask."""
    titles = dict(re.findall(r'st\.Page\("pages/(\w+)\.py", title=gettext\("([^"]+)"', inspect.getsource(pages)))
    assert NAVIGATION[""] == FIND.title
    titles |= {path: title.text for path, title in NAVIGATION.items() if path} | {"allies": ALLIES.text}
    assert titles == {path: words.title.text for path, words in OTHERS.items()}
    for path, title in titles.items():
        answer = client.get(f"/{path}").text
        assert f"<title>{title} – {SITE_TITLE.text}</title>" in answer
        assert f'<link rel="canonical" href="http://map.example/{path}">' in answer
        assert 'id="static-answer"' not in answer
        assert ("noindex" in answer) == (path == "review")


def test_the_script_that_hands_over_may_be_kept_for_ever(client: TestClient) -> None:
    name = re.search(r'<script defer src="\./(hand-over-[0-9a-f]{12}\.js)">', client.get("/").text)
    assert name
    script = client.get(f"/{name[1]}")

    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in script.headers["cache-control"]


def test_icon_is_our_mark_whether_or_not_there_is_a_list(tmp_path: Path) -> None:
    (tmp_path / "affiliates.csv").write_text("no list at all\n")
    with serving(tmp_path) as client:
        assert client.get("/healthz").status_code == 503
        icon = client.get("/favicon.png")

    assert icon.content == icon_png(192)
    assert icon.headers["content-type"] == "image/png"
    assert icon.headers["etag"]


def test_a_page_is_made_once_for_all_who_ask_for_the_same(client: TestClient) -> None:
    first = client.get("/?region=US-TX&q=one")
    again = client.get("/?region=US-TX&q=another", headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304


def test_a_site_that_frames_the_app_gets_it_without_the_way_to_the_reviewers(client: TestClient) -> None:
    framed = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}

    sent_on = client.get("/?region=US-TX", headers=framed)
    assert (sent_on.status_code, sent_on.headers["location"]) == (307, "./?embed=true&region=US-TX")
    assert client.get("/", headers=framed).headers["location"] == "./?embed=true"
    assert client.get("/?embed=true&region=US-TX", headers=framed).status_code == 200
    assert client.get("/?region=US-TX", headers=framed | {"Sec-Fetch-Site": "same-origin"}).status_code == 200
    for other in ("frame", "object", "embed"):
        assert client.get("/", headers=framed | {"Sec-Fetch-Dest": other}).headers["location"] == "./?embed=true"


@pytest.mark.parametrize("asked", ["embed=false", "embed=1", "embed=TRUE", "embed=true&embed=true", "embed=", "embed"])
def test_a_frame_that_asks_in_its_own_way_is_sent_on_once(client: TestClient, asked: str) -> None:
    framed = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}

    location = client.get(f"/?region=US-TX&{asked}&q=a%26b", headers=framed).headers["location"]
    assert location == "./?embed=true&region=US-TX&q=a%26b"


def test_a_slash_at_the_end_leads_to_the_page(client: TestClient) -> None:
    answer = client.get("/coverage/?region=US-TX")

    assert (answer.status_code, answer.headers["location"]) == (308, "../coverage?region=US-TX")


@pytest.mark.parametrize(
    ("path", "there"), [("/es/", "../?lang=es"), ("/fr?region=US-TX&lang=es", "./?lang=fr&region=US-TX")]
)
def test_the_code_of_a_language_leads_to_the_map_in_it(client: TestClient, path: str, there: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.headers["location"]) == (308, there)


def test_the_made_up_site_is_one(client: TestClient) -> None:
    """The tests above rest on it."""
    assert "<title>Help in US-TX</title>" in client.get("/?region=US-TX").text


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ("/", "es-MX,es;q=0.9", "es"),
        ("/coverage", "fr", "fr"),
        ("/", "de", "en"),
        ("/?lang=fr", "es", "fr"),
        ("/?lang=en", "es", "en"),
        ("/?lang=xx", "es", "es"),
    ],
)
def test_page_is_in_the_language_of_its_address_else_of_the_browser(
    client: TestClient, address: str, accepted: str, language: str
) -> None:
    answer = client.get(address, headers={"Accept-Language": accepted})

    assert answer.headers["content-language"] == language
    assert f'<html lang="{language}" dir="ltr"' in answer.text
    assert ("Accept-Language" in answer.headers["vary"]) == (f"lang={language}" not in address)


def test_page_that_can_be_read_without_scripts_says_where(client: TestClient) -> None:
    assert '<a href="./es/allies/">' in client.get("/allies?lang=es").text
    assert '<a href="./r/">' in client.get("/about").text
    assert client.get("/about/", follow_redirects=False).status_code == 308
    assert client.get("/allies/", follow_redirects=False).status_code == 404  # the made-up site has none
