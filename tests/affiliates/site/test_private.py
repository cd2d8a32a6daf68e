"""No document of the site holds a byte that somebody sent in confidence."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from affiliates.review.passphrases import add_reviewer
from affiliates.site.catalog import Site
from affiliates.storage.files.store import FileStore
from tests.affiliates.people.made_up import person
from tests.affiliates.site.made_up_site import site_data
from tests.affiliates.site.samples import body_of
from tests.made_up import application, approval, publish, row, write_directory

CANARY = "canary-7f3a"


def test_what_was_sent_in_confidence_is_in_no_document(tmp_path: Path) -> None:
    folder = write_directory(tmp_path, row(900))
    publish(folder, datetime(2026, 3, 10, tzinfo=UTC), row(900, city="Another City"))
    private = {
        "contact_name": f"Name {CANARY}",
        "contact_email": f"{CANARY}@made-up.example",
        "contact_phone": f"1 {CANARY}",
        "message": f"Message {CANARY}",
    }
    store = FileStore(folder)
    store.add(application(1, **private))
    store.add(application(2, **private, proposal={**application(2).proposal, "name": f"Waiting {CANARY}"}))
    add_reviewer(store.reviewers, f"Robin {CANARY}")
    store.record_decision(approval(1, reviewer=f"Robin {CANARY}", note=f"Note {CANARY}"))
    helpers = [
        person(number, region="US-TX", would_help=True, first_name=CANARY, sentence=CANARY, leave_code=CANARY)
        for number in range(9)
    ]
    store.people.update(lambda _: [replace(each, email=f"{CANARY}-{each.email}") for each in helpers])
    assert CANARY.encode() in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())

    site = Site(site_data(folder))
    picture = "og/US-OH.png"  # each other one is drawn alike
    addresses = [each for each in site.addresses() if each == picture or "og/" not in each]
    bodies = {address: body_of(site, address) for address in addresses}
    assert {"groups.csv", "groups.hsds.json", "feed.atom", picture, "badge/group-1.svg"} <= bodies.keys()
    assert b"Made-up Group 1" in bodies["groups.csv"]
    assert not [address for address, body in bodies.items() if CANARY.encode() in body]
