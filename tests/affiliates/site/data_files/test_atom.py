"""The feed of changes, as feed readers and another XML parser read it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser

from affiliates.site.data_files.documents import documents
from tests.affiliates.site.made_up_site import ADDRESS, site_data
from tests.crash import former_files
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import publish, row, write_directory

ATOM = "{http://www.w3.org/2005/Atom}"


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def feed(folder: Path, **options: Any) -> bytes:
    return documents(site_data(folder, **options))["feed.atom"]().body


def entries(folder: Path) -> list[tuple[str, str]]:
    """The kind and the title of each entry, as feedparser reads them."""
    read = feedparser.parse(feed(folder))
    assert not read.bozo, read.get("bozo_exception")
    return [(each.tags[0].term, each.title) for each in read.entries]


def test_feed_tells_what_happened_day_by_day(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1), row(2), row(3, regions="US-TX"))
    publish(tmp_path, at(3, 10), row(1), row(2, city="New City"), row(3, status="paused"), row(4))
    publish(tmp_path, at(6, 1), row(1, status="inactive"), row(2, city="New City"), row(3), row(4))

    assert entries(tmp_path) == [
        ("resumed", "Active again: Made-up Group 3"),
        ("closed", "Closed: Made-up Group 1"),
        ("added", "New group: Made-up Group 4"),
        ("edited", "Updated: Made-up Group 2"),
        ("paused", "Paused: Made-up Group 3"),
    ]


def test_several_versions_of_a_day_are_one_change_for_each_group(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    publish(tmp_path, at(3, 10, 9), row(1), row(2))
    publish(tmp_path, at(3, 10, 18), row(1), row(2, city="Corrected"))

    read = feedparser.parse(feed(tmp_path))
    assert [(each.tags[0].term, each.updated) for each in read.entries] == [("added", "2026-03-10T18:00:00Z")]


def test_verification_alone_is_no_news(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    publish(tmp_path, at(3, 10), row(1, last_verified_on="2026-03-10"))

    assert entries(tmp_path) == []


def test_group_whose_row_was_taken_out_is_in_no_entry(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    publish(tmp_path, at(3, 10), row(1), row(2, name="Published by mistake"))
    publish(tmp_path, at(3, 11), row(1))

    assert b"by mistake" not in feed(tmp_path)
    assert entries(tmp_path) == []


def test_words_that_a_group_took_back_are_not_given_out_again(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    publish(tmp_path, at(3, 10), row(1), row(2, name="Old Name", description="Call Sam at home"))
    publish(tmp_path, at(3, 11), row(1), row(2, name="New Name", description="What we do"))

    assert entries(tmp_path) == [("edited", "Updated: New Name"), ("added", "New group: New Name")]
    assert b"at home" not in feed(tmp_path)


def test_damaged_version_is_passed_over(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    publish(tmp_path, at(3, 10), row(1), row(2))
    publish(tmp_path, at(3, 11), row(1), row(2), row(3))
    publish(tmp_path, at(3, 12), row(1), row(2), row(3), row(4))
    former_files(tmp_path)[1].write_bytes(b"\x00 not a table")

    days = [each.updated[:10] for each in feedparser.parse(feed(tmp_path)).entries]
    assert [title for _, title in entries(tmp_path)] == [f"New group: Made-up Group {number}" for number in (4, 2, 3)]
    assert days == ["2026-03-12", "2026-03-11", "2026-03-11"]


def test_feed_holds_the_latest_fifty(tmp_path: Path) -> None:
    write_directory(tmp_path, row(0))
    publish(tmp_path, at(3, 10), *map(row, range(41)))
    publish(tmp_path, at(3, 11), *map(row, range(71)))

    read = feedparser.parse(feed(tmp_path))
    assert len(read.entries) == 50
    assert [each.updated[:10] for each in read.entries].count("2026-03-11") == 30


def test_ids_are_stable_unique_and_the_same_on_every_host(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    publish(tmp_path, at(3, 10), row(1, city="One"), row(2))
    before = feedparser.parse(feed(tmp_path))
    publish(tmp_path, at(3, 11), row(1, city="Two"), row(2))
    after = feedparser.parse(feed(tmp_path, base_url="https://elsewhere.example/map/"))

    ids = [each.id for each in after.entries]
    assert len(set(ids)) == 3
    assert [each.id for each in before.entries] == ids[1:]
    assert before.feed.id == after.feed.id
    assert all(each.startswith("urn:uuid:") for each in [*ids, after.feed.id])


def test_feed_has_what_the_standard_requires(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))
    publish(tmp_path, at(3, 10), row(1), row(2, regions="US-MI", description="What we do"))
    root = ElementTree.fromstring(feed(tmp_path))

    assert root.tag == f"{ATOM}feed"
    for parent in (root, root.find(f"{ATOM}entry")):
        assert parent is not None
        assert all(len(parent.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated"))
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert root.findtext(f"{ATOM}updated") == "2026-03-10T12:00:00Z"
    publish(
        tmp_path, at(3, 11), row(1, last_verified_on="2026-03-11"), row(2, regions="US-MI", description="What we do")
    )
    later = ElementTree.fromstring(feed(tmp_path))
    assert later.findtext(f"{ATOM}updated") == "2026-03-10T12:00:00Z"  # a verification is no news
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "self": f"{ADDRESS}feed.atom",
        "alternate": f"{ADDRESS}r/",
    }
    (entry,) = feedparser.parse(feed(tmp_path)).entries
    assert (entry.link, entry.summary) == (f"{ADDRESS}r/US-MI/", "Statewide. Serves: Michigan.")
    assert entry.content[0].value == "What we do"


def test_directory_without_a_past_has_an_empty_feed(tmp_path: Path) -> None:
    write_directory(tmp_path, row(1))

    read = feedparser.parse(feed(tmp_path))
    assert (read.bozo, read.entries, read.feed.updated) == (False, [], "2026-06-30T00:00:00Z")
    assert feedparser.parse(feed(tmp_path, snapshots=())).entries == []


def test_hostile_texts_are_read_letter_by_letter(tmp_path: Path) -> None:
    texts = (*HOSTILE_TEXTS, "]]> &x; <!-- ", "two\nlines\tand a tab", "control \x01\x1b\x7f\ufffe")
    write_directory(tmp_path, row(1))
    publish(tmp_path, at(3, 10), row(1), *(row(10 + n, name=text, description=text) for n, text in enumerate(texts)))

    root = ElementTree.fromstring(feed(tmp_path))
    groups = site_data(tmp_path).groups.iloc[1:]
    expected = {text.translate({1: "\ufffd", 0x1B: "\ufffd", 0xFFFE: "\ufffd"}) for text in groups["name"]}
    assert len(expected) == len(texts)
    assert {each.text for each in root.iter(f"{ATOM}content")} == expected
    titles = [each.findtext(f"{ATOM}title") or "" for each in root.iter(f"{ATOM}entry")]
    assert {title.removeprefix("New group: ") for title in titles} == expected
    assert not feedparser.parse(feed(tmp_path)).bozo
