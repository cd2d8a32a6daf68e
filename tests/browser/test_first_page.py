"""The answer in the first HTML: readable before the app, and gone without a gap or a jump once the app stands."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from affiliates.content.find_words import PAGE_TITLE
from affiliates.languages.catalogs import languages
from tests.browser.app import Visitor
from tests.browser.conftest import PHONE, NewVisitor

# What a person sees in each picture that the browser draws, noted whenever it changes.
WATCH = """(() => {
    window.seen = []
    const seenAsSuch = { visibilityProperty: true, opacityProperty: true }
    const isShown = (part) => part && part.checkVisibility(seenAsSuch) && part.innerText.length > 20
    const look = () => {
        const answer = isShown(document.getElementById("static-answer"))
        const app = [...document.querySelectorAll("#root :is(h1, h2, h3, p, button)")].some(isShown)
        const now = [answer && "answer", app && "app"].filter(Boolean).join(" and ") || "nothing"
        if (seen.length === 0 || seen.at(-1).what !== now) seen.push({ what: now, at: performance.now() })
        requestAnimationFrame(look)
    }
    addEventListener("DOMContentLoaded", look)
})()"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)


def paint_after_first_byte(page: Page) -> float:
    """Milliseconds from the first byte of the page until something of it is seen."""
    return float(
        page.evaluate(
            """() => performance.getEntriesByName("first-contentful-paint")[0].startTime
                - performance.getEntriesByType("navigation")[0].responseStart"""
        )
    )


def test_on_a_slow_line_the_answer_is_there_first_and_there_is_never_nothing(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.page.add_init_script(WATCH)
    slow_down(guest.page)
    guest.opens("/?region=US-TX")

    assert guest.page.locator("#static-answer").count() == 0
    assert [each["what"] for each in guest.page.evaluate("() => seen")] == ["answer", "app"]
    assert paint_after_first_byte(guest.page) < 1000  # 0.1 to 0.4 s on an idle machine
    expect(guest.page.locator("#root")).not_to_have_attribute("inert", "")


NOTES_LANGUAGE = """addEventListener("DOMContentLoaded", () => {
    window.changes = []
    const note = (found) => changes.push(...found.map(({ attributeName }) => attributeName))
    new MutationObserver(note).observe(document.documentElement, { attributes: true, attributeFilter: ["lang", "dir"] })
})"""


def test_what_all_styles_hang_on_stays_while_the_app_is_drawn(address: str, visitor: NewVisitor) -> None:
    """Another style in front of all others, or the language set once more, would have every word laid out anew."""
    guest = visitor(address)
    guest.page.add_init_script(NOTES_LANGUAGE)
    guest.opens("/coverage")

    assert guest.page.evaluate("() => changes") == []
    styles = guest.page.locator("head style").evaluate_all("all => all.map(({ id, textContent }) => [id, textContent])")
    assert [name for name, text in styles if "data-react-aria-pressable" in text] == ["react-aria-pressable-style"]
    assert guest.page.locator("[data-react-aria-pressable]").count()


def test_what_streamlit_asks_first_is_asked_with_the_page_and_once(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    asked: list[str] = []
    guest.page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    told: list[str] = []
    guest.page.on("console", lambda message: told.append(message.text))
    guest.opens("/")
    guest.page.wait_for_timeout(4000)  # after three seconds Chromium would say that it was asked for in vain

    assert [asked.count(f"/_stcore/{name}") for name in ("health", "host-config")] == [1, 1]
    assert [text for text in told if "preload" in text] == []


def test_letters_and_icons_are_the_apps_own_before_the_style_for_formulas_is_in_force(
    address: str, visitor: NewVisitor
) -> None:
    """The typeface of icons, a third of a first visit, only where one is seen that app.css does not draw."""
    guest = visitor(address)
    for path, icons_of_streamlit in (
        ("/", set()),
        ("/?region=US-TX", set()),
        ("/coverage", {"Material Symbols Rounded"}),
    ):
        guest.opens(path)
        guest.page.evaluate("() => document.fonts.ready")

        assert guest.page.locator("link[rel=stylesheet][href*='/index.']").get_attribute("media") == "print"
        loaded = "() => [...document.fonts].filter((each) => each.status === 'loaded').map((each) => each.family)"
        families = {name.strip('"') for name in guest.page.evaluate(loaded)} - {"Source Sans, nearly"}
        assert families == {"Source Sans", *icons_of_streamlit}
        icons = guest.page.get_by_test_id("stIconMaterial").filter(visible=True)
        assert {box["width"] < 30 for each in icons.all() if (box := each.bounding_box())} == {True}


REFUSES_TO_STORE = """(() => {
    const { get } = Object.getOwnPropertyDescriptor(window, "localStorage")
    const refuse = () => { throw new DOMException("", "SecurityError") }
    Object.defineProperty(window, "localStorage", { get: () => window.stores ? get.call(window) : refuse() })
})()"""


def test_ways_to_share_that_were_opened_in_the_answer_stay_open(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    slow_down(guest.page)
    guest.page.goto(f"{address}/?region=US-TX", wait_until="commit")
    guest.page.locator("#static-answer summary", has_text="Share").press("Enter")
    guest.page.locator("#static-answer").wait_for(state="detached")

    expect(guest.page.locator("#root details.share")).to_have_attribute("open", "")
    expect(guest.page.locator("#root details.share summary")).to_be_focused()


def test_link_to_the_form_of_who_wants_a_group_leads_into_it(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.page.goto(f"{address}/?region=US-TX&wish=help#people_US-TX_would_help")

    expect(guest.page.locator("[class*=st-key-people_US-TX_would_help] input")).to_be_focused()


def test_country_that_was_tapped_in_the_answer_is_the_one_that_the_app_shows(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address, **PHONE)
    slow_down(guest.page)
    guest.page.goto(f"{address}/?lang=fr", wait_until="commit")
    guest.page.locator("#static-answer .switch a").last.tap()
    assert guest.page.url.endswith("#static-map-CA")
    guest.page.locator("#static-answer").wait_for(state="detached")

    assert query_of(guest.page) == {"lang": ["fr"], "country": ["CA"]}
    guest.shape("CA-QC").wait_for()
    chosen = guest.page.locator("#root .switch [aria-current]")
    expect(chosen).to_have_text("Canada")
    expect(chosen).to_be_in_viewport()


def test_browser_that_refuses_to_store_anything_has_the_whole_app(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address)
    guest.page.add_init_script(REFUSES_TO_STORE)
    guest.opens("/?region=US-TX")
    guest.page.evaluate("() => { window.isTheSame = true }")
    guest.page.get_by_role("link", name="Español").click()

    expect(guest.page.locator("html")).to_have_attribute("lang", "es")
    assert query_of(guest.page) == {"region": ["US-TX"], "lang": ["es"]}
    assert guest.page.evaluate("() => window.isTheSame")  # not loaded anew
    guest.page.evaluate("() => { window.stores = true }")  # for whoever clears it


HEADING_BEFORE_THE_EYES = """() => {
    const headings = [...document.querySelectorAll("#static-answer :is(h1, h2, h3)")]
    const heading = headings.filter((each) => each.getBoundingClientRect().top < innerHeight / 2).pop()
    return [heading.textContent.trim(), heading.getBoundingClientRect().top]
}"""
# In the page, though not in the frame of its map, before the app can stand: however fast it is and slow this process.
SCROLLS_DOWN_AT_ONCE = f"""if (window === top) addEventListener("DOMContentLoaded", () => {{
    scrollTo(0, document.documentElement.scrollHeight)
    window.before = ({HEADING_BEFORE_THE_EYES})()
}})"""


def test_what_a_reader_has_scrolled_to_stays_before_their_eyes(address: str, visitor: NewVisitor) -> None:
    """It goes only for the same words at the same height, or once the reader is back at its beginning."""
    guest = visitor(address)
    guest.page.add_init_script(SCROLLS_DOWN_AT_ONCE)
    guest.page.goto(f"{address}/?region=US-TX")
    answer = guest.page.locator("#static-answer")
    before = guest.page.evaluate("() => before")

    guest.page.locator("[data-test-script-state=notRunning] h1").first.wait_for(state="attached")
    guest.shape("US-TX").first.wait_for(state="attached")
    guest.page.evaluate("() => new Promise((done) => setTimeout(done, 200))")  # four looks of hand_over.js
    if answer.count():
        assert guest.page.evaluate(HEADING_BEFORE_THE_EYES) == before
        assert guest.page.locator("#root").evaluate("root => root.inert")  # nothing is read twice
        guest.page.evaluate("() => scrollTo(0, 0)")
        answer.wait_for(state="detached")
    else:
        same = guest.page.get_by_role("heading", name=before[0]).first
        assert same.evaluate("heading => heading.getBoundingClientRect().top") == pytest.approx(before[1], abs=3)
    guest.sees("Texas")


# Where each text of the head of the page begins, and its middle from above.
HEAD = """(parts) => Object.fromEntries(parts.filter((part) => part.innerText.trim()).map((part) => {
    const range = document.createRange()
    range.selectNodeContents(part)
    const { x, y, height } = range.getBoundingClientRect()
    return [part.innerText.trim(), [x, y + height / 2]]
}))"""


def test_the_answer_stays_where_the_app_cannot_start_and_has_its_head_where_the_app_has(
    address: str, visitor: NewVisitor
) -> None:
    guest = visitor(address, **PHONE, locale="fr-CA")
    scripts = "**/static/js/index.*.js"
    guest.page.route(scripts, lambda route: route.abort())
    guest.page.goto(f"{address}/")

    expect(guest.page.locator("#static-answer")).to_be_visible()
    expect(guest.page.locator("#root")).to_be_empty()
    before = guest.page.locator("#static-answer header :is(a:not(.brand), .brand span)").evaluate_all(HEAD)

    guest.page.unroute(scripts)
    guest.opens()
    after = guest.page.locator(
        ".st-key-site_header :is(a:not(.site-name, .site-skip), .site-name span, button)"
    ).evaluate_all(HEAD)
    assert before.keys() == after.keys()
    assert {"English", "Español", languages()["fr"].gettext(PAGE_TITLE)} < before.keys()
    # The app's own typeface is not quite as wide.
    assert [after[text][0] for text in before] == [pytest.approx(left, abs=30) for left, _ in before.values()]
    assert [after[text][1] for text in before] == [pytest.approx(top, abs=1) for _, top in before.values()]


@pytest.fixture
def without_scripts(browser: Browser, address: str) -> Iterator[Visitor]:
    context = browser.new_context(java_script_enabled=False)
    yield Visitor(context, address)
    context.close()


def test_without_scripts_the_answer_is_the_page(address: str, without_scripts: Visitor) -> None:
    without_scripts.page.goto(f"{address}/?region=US-TX")

    expect(without_scripts.page.locator("#static-answer h1")).to_be_visible()
    assert "JavaScript" not in without_scripts.page.locator("body").inner_text()
    without_scripts.page.goto(f"{address}/about")
    expect(without_scripts.page.get_by_role("link", name="All places, and who helps there")).to_be_visible()


def test_what_is_typed_before_the_app_stands_is_gone_on_with_in_it(address: str, visitor: NewVisitor) -> None:
    guest = visitor(address, **PHONE)
    page = guest.page
    slow_down(page)
    page.goto(address, wait_until="commit")
    page.locator("#static-place").click()
    page.keyboard.type("481")
    answer = page.locator("#static-answer")
    expect(answer).to_have_count(1)
    answer.wait_for(state="detached", timeout=60_000)

    box = page.get_by_label("ZIP code, city, state or province", exact=True)
    expect(box).to_be_focused()
    expect(box).to_have_value("481")
    page.keyboard.type("04")
    page.keyboard.press("Enter")
    guest.sees("Michigan")


def test_without_scripts_a_place_is_found_by_what_is_typed(address: str, without_scripts: Visitor) -> None:
    page = without_scripts.page
    page.goto(f"{address}/?lang=en")
    box = page.get_by_label("ZIP code, city, state or province", exact=True)
    box.fill("48104")
    box.press("Enter")
    expect(page).to_have_url(f"{address}/?region=US-MI&lang=en")
    without_scripts.sees("Michigan")

    page.goto(f"{address}/fr/r/")
    page.locator("#static-place").fill("Kansas City")
    page.get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(f"{address}/place")
    page.get_by_role("link", name="Missouri", exact=True).click()
    expect(page).to_have_url(f"{address}/fr/r/US-MO/")
    page.go_back()
    expect(page.locator("#place")).to_have_value("Kansas City")
