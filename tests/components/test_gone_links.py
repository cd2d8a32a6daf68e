"""What visitors of the app see of links that are gone."""

from pathlib import Path

import pytest

from affiliates.storage.contract.links import LinkFinding
from tests.components.app import app, links, words
from tests.made_up import ally, look_at_link, row, support_row, write_directory, write_support


def test_card_leads_to_no_link_that_is_gone_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    addresses = {"website": "https://gone.example/", "other_link": "https://parked.example/"}
    write_directory(tmp_path, row(1, **addresses), ally(1, **addresses))
    write_support(tmp_path, support_row(1))
    look_at_link(tmp_path, "https://gone.example/", LinkFinding.NAME_LOST)
    look_at_link(tmp_path, "https://center-1.example/", LinkFinding.GONE)
    look_at_link(tmp_path, "https://parked.example/", LinkFinding.PARKED)  # a guess, which a person judges

    page = app(region="US-OH")

    shown = words(page)
    assert "No longer there when we last looked: Website." in shown
    assert "Their website was no longer there when we last looked." in shown
    led_to = " ".join(links(page))
    assert "gone.example" not in led_to
    assert "parked.example" in led_to
    assert "center-1.example" not in led_to
    allies = page.switch_page("pages/allies.py").run()
    assert "No longer there when we last looked: Website." in words(allies)
    assert "gone.example" not in " ".join(links(allies))
