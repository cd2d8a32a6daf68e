"""Where the pages without scripts offer to write to a group."""

from pathlib import Path

from affiliates.cli.site import groups_to_write_to
from affiliates.languages.catalogs import ENGLISH
from tests.affiliates.site.samples import body_of, site_of
from tests.affiliates.upkeep.mail import store_with
from tests.made_up import row

REACHABLE = frozenset({"group-1", "group-2", "group-3"})
ROWS = (
    row(1, regions="US-MI", facebook="https://www.facebook.com/made-up"),
    row(2, regions="US-MI", email="all@made-up.example"),
    row(3, regions="US-MI", status="paused"),
    row(4, regions="US-MI"),
)


def page_of(folder: Path, address: str = "r/US-MI/", **options: object) -> str:
    return body_of(site_of(folder, *ROWS, reachable_groups=REACHABLE, **options), address).decode()


def test_only_a_group_that_shows_no_address_and_has_a_contact_can_be_written_to(tmp_path: Path) -> None:
    page = page_of(tmp_path)

    assert page.count("Write to this group") == 1
    assert 'href="../../write?group=group-1" target="_top" rel="noopener noreferrer">Write to this group</a>' in page
    assert "write?group=group-1&amp;lang=es" in page_of(tmp_path, "es/r/US-MI/")


def test_copy_leads_to_the_page_of_the_app_and_to_none_without_it(tmp_path: Path) -> None:
    copy = page_of(tmp_path, is_copy=True, app_url="https://app.example/")

    assert 'href="https://app.example/write?group=group-1"' in copy
    assert "write?" not in page_of(tmp_path, is_copy=True)


def test_first_answer_of_the_app_offers_it_too(tmp_path: Path) -> None:
    site = site_of(tmp_path, *ROWS, reachable_groups=REACHABLE)

    assert 'href="./write?group=group-1"' in site.shell_parts("US-MI", ENGLISH, is_language_asked=False).body


def test_copy_asks_the_secrets_whether_the_app_can_send_mail(tmp_path: Path) -> None:
    store, secrets, app = store_with(tmp_path, 30), tmp_path / "secrets.toml", "https://app.example/"
    assert groups_to_write_to(store, app, secrets) == frozenset()
    secrets.write_text('[smtp]\nhost = "mail.example"\nsender = "desk@made-up.example"\n')

    assert groups_to_write_to(store, app, secrets) == {"group-1"}
    assert groups_to_write_to(store, "", secrets) == frozenset()
