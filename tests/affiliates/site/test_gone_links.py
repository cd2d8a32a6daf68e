"""No page, feed or record of the site leads to a link that is gone; the list to edit keeps it."""

from pathlib import Path

from affiliates.site.catalog import Site
from affiliates.site.loader import site_data
from affiliates.storage.contract.links import LinkFinding
from affiliates.storage.files.store import FileStore
from tests.made_up import look_at_link, row, support_row, write_directory, write_support

GONE, WEBSITE, THERE = "https://gone.example/", "https://center-1.example/", "https://there.example/"
QUIET = "No longer there when we last looked: Website."


def test_pages_name_links_that_are_gone_and_lead_nowhere(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1, website=GONE, other_link=THERE))
    write_support(tmp_path, support_row(1, website=WEBSITE))
    for address in (GONE, WEBSITE):
        look_at_link(tmp_path, address, LinkFinding.GONE)

    site = Site(site_data(FileStore(tmp_path), "https://groups.example/"))

    page = _text(site, "r/US-OH/")
    assert f"<p><small>{QUIET}</small></p>" in page
    assert "Their website was no longer there when we last looked." in page
    assert THERE in page
    for address in ("r/US-OH/", "es/r/US-OH/", "feed.atom", "groups.jsonld", "groups.hsds.json", "groups.geojson"):
        assert GONE not in _text(site, address)
        assert WEBSITE not in _text(site, address)
    for address in ("groups.hsds.json", "groups.geojson"):
        assert THERE in _text(site, address)
    assert QUIET not in _text(site, "feed.atom")
    assert GONE in _text(site, "groups.csv")  # it can be used as the directory's file


def test_what_is_known_of_links_stops_nobody_where_it_is_damaged(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1, website=GONE))
    look_at_link(tmp_path, GONE, LinkFinding.GONE)
    (tmp_path / "review" / "links.csv").write_text("damaged")

    assert GONE in _text(Site(site_data(FileStore(tmp_path), "https://groups.example/")), "r/US-OH/")


def _text(site: Site, address: str) -> str:
    document = site.document(address)
    assert document, address
    return document.body.decode()
