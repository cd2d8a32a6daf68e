"""The page of allies that needs no script."""

import gzip
from pathlib import Path

from affiliates.content.charter import CONTACT_PAGE
from affiliates.languages.catalogs import languages
from affiliates.site.catalog import Site
from affiliates.site.loader import site_data
from affiliates.storage.files.store import FileStore
from tests.affiliates.site.samples import BASE_URL, DAY, ParsedPage, body_of, parsed
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import ally, write_directory


def page_of(folder: Path, address: str, *allies: dict[str, str], is_copy: bool = False) -> ParsedPage:
    store = FileStore(write_directory(folder, *allies))
    return parsed(body_of(Site(site_data(store, BASE_URL, day=DAY, is_copy=is_copy)), address))


def test_page_is_there_in_every_language_and_leads_back_to_the_groups(tmp_path: Path) -> None:
    page = page_of(tmp_path, "es/allies/", ally(1, name="Made-up <b>Ally</b>", regions="US-TX"))

    assert page.all("h2")[0].text == "Made-up <b>Ally</b>"
    alternates = {
        each.attributes["href"] for each in page.all("link", rel="alternate") if "hreflang" in each.attributes
    }
    assert alternates == {f"{BASE_URL}{folder}allies/" for folder in ("", *(f"{code}/" for code in ("es", "fr")))}
    assert set(languages()) == {"en", "es", "fr"}
    assert page.all("a", href="../../es/r/")
    assert not page.all("a", href="../../es/r/US-TX/#static-group-ally-1")


def test_copy_without_the_app_says_where_to_write(tmp_path: Path) -> None:
    page = page_of(tmp_path, "allies/", is_copy=True)

    assert [each.text for each in page.all("a", href=CONTACT_PAGE)] == ["We would like to be an ally"]
    assert any("Nobody is listed here yet" in each.text for each in page.all("p"))


def test_page_of_many_who_write_much_stays_small(tmp_path: Path) -> None:
    names = ("".join(letter for letter in text if letter.isprintable()) for text in HOSTILE_TEXTS)
    many = [ally(number, name=f"Made-up {name}", description="x " * 700) for number, name in enumerate(names)]
    store = FileStore(write_directory(tmp_path, *many))
    body = body_of(Site(site_data(store, BASE_URL, day=DAY)), "allies/")

    parsed(body)
    assert len(body) < 100_000
    assert len(gzip.compress(body)) < 30_000
