"""Plainly made-up groups, as the CSV files that a volunteer would edit, and applications of such groups."""

import csv
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from affiliates.applications.decisions import Decision, Verdict
from affiliates.applications.model import ATTESTATIONS, Application, Kind, extract_proposal
from affiliates.content import charter
from affiliates.directory.parsing import Directory
from affiliates.directory.schema import COLUMNS
from affiliates.directory.snapshots import Snapshot, snapshot_at_end_of
from affiliates.geo.regions import country_of, region_names
from affiliates.storage.contract.links import LinkFinding, LinkPeriod
from affiliates.storage.files.directory.lists import FILE_NAME, SUPPORT_FILE_NAME, FileDirectory, snapshot_path
from affiliates.storage.files.store import FileStore
from affiliates.support.schema import SUPPORT_COLUMNS, SupportOrganization

PLAIN = {"scope": "statewide", "regions": "US-OH", "status": "active"}


def row(number: int = 1, **values: str) -> dict[str, str]:
    """A group that lacks nothing, with the given values instead of its own."""
    return {**dict.fromkeys(COLUMNS, ""), "id": f"group-{number}", "name": f"Made-up Group {number}", **PLAIN, **values}


def ally(number: int = 1, **values: str) -> dict[str, str]:
    """An ally that lacks nothing, with the given values instead of its own."""
    own = {"id": f"ally-{number}", "name": f"Made-up Ally {number}", "kind": "ally", "scope": "", "regions": ""}
    return row(number, **{**own, **values})


def write_directory(folder: Path, *rows: dict[str, str]) -> Path:
    """A folder with a directory of these rows; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE_NAME).open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    return folder


def support_row(number: int = 1, **values: str) -> dict[str, str]:
    """An organization that lacks nothing, with the given values instead of its own."""
    return {
        **dict.fromkeys(SUPPORT_COLUMNS, ""),
        "id": f"us-oh-made-up-{number}",
        "region": "US-OH",
        "kind": "parent_center",
        "name": f"Made-up Center {number}",
        "website": f"https://center-{number}.example/",
        "phone": f"1-800-555-{number:04}",
        "sources": "a made-up list",
        "sources_date": "2026-03",
        "confidence": "two_sources",
        "evidence_kind": "government",
        "evidence": "https://records.example/ (a made-up record)",
        "evidence_date": "2019",
        **values,
    }


def support_organization(number: int = 1, **values: str) -> SupportOrganization:
    """The same as the app reads it."""
    return SupportOrganization.model_validate(support_row(number, **values))


def write_support(folder: Path, *rows: dict[str, str]) -> Path:
    """A folder with a list of these organizations; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / SUPPORT_FILE_NAME).open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, SUPPORT_COLUMNS)
        table.writeheader()
        table.writerows(rows)
    return folder


def read_directory(folder: Path) -> Directory:
    """The directory in a folder, as the app reads it."""
    return FileDirectory(folder).read()


def list_snapshots(folder: Path) -> tuple[Snapshot, ...]:
    """Every version of the directory in a folder, the present one last."""
    return FileDirectory(folder).snapshots()


def groups_as_of(folder: Path, day: date) -> pd.DataFrame:
    """The groups that the directory in a folder listed at the end of a day."""
    return snapshot_at_end_of(list_snapshots(folder), day).groups()


def groups_of(folder: Path, *rows: dict[str, str]) -> pd.DataFrame:
    """These rows as the app reads them."""
    directory = read_directory(write_directory(folder, *rows))
    assert not directory.problems, directory.problems
    return directory.groups


def publish(folder: Path, moment: datetime, *rows: dict[str, str]) -> None:
    """Puts these rows in the place of ``folder``'s directory at a moment, as earlier releases did; keeps what stood."""
    kept = snapshot_path(folder, moment)
    kept.parent.mkdir(exist_ok=True)
    (folder / FILE_NAME).rename(kept)
    write_directory(folder, *rows)
    os.utime(folder / FILE_NAME, (moment.timestamp(), moment.timestamp()))


def made_up_regions(figures: dict[str, int | None]) -> pd.DataFrame:
    """A table of regions, as ``affiliates.geo.regions.regions()`` gives it, with these figures: under-18s in the United
    States, where four times as many people live in all; people in Canada. None is unknown."""
    territories = {"US-GU", "US-PR", "US-AS", "US-VI", "US-MP"}
    kinds = {region: "territory" if region in territories else "state" for region in figures} | {"US-DC": "district"}
    rows = [
        {
            "region": region,
            "name": region_names().get(region, region),
            "country": country_of(region),
            "kind": kinds[region] if country_of(region) == "US" else "province",
            "population_2021": figure if country_of(region) == "CA" else None,
            "population_2022": figure * 4 if figure is not None and country_of(region) == "US" else None,
            "under_18_2022": figure if country_of(region) == "US" else None,
        }
        for region, figure in figures.items()
    ]
    columns = ["population_2021", "population_2022", "under_18_2022"]
    return pd.DataFrame(rows).set_index("region").astype(dict.fromkeys(columns, float))


def application(number: int = 1, **values: Any) -> Application:
    """An application that lacks nothing, from a plainly made-up group, with the given values instead of its own."""
    proposal = extract_proposal(row(number)) | {"website": f"https://made-up-{number}.example"}
    return Application(
        **{
            "reference": f"AM-0000-{number:04}",
            "form_id": f"{number:032x}",
            "sent_at": datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=number),
            "kind": Kind.NEW,
            "proposal": proposal,
            "contact_name": f"Contact {number}",
            "contact_email": f"contact-{number}@made-up.example",
            "agreed": tuple(ATTESTATIONS),
            "charter_version": charter.VERSION,
            "consent_to_publish": True,
            **values,
        }
    )


def decision(number: int = 1, **values: Any) -> Decision:
    """A decision on the application of the same number: declined, with the given values instead of its own."""
    return Decision(
        **{
            "decision_id": f"{number:032x}",
            "decided_at": datetime(2026, 4, 1, tzinfo=UTC) + timedelta(minutes=number),
            "reviewer": "Reviewer",
            "verdict": Verdict.DECLINE,
            "application": f"AM-0000-{number:04}",
            **values,
        }
    )


def approval(number: int = 1, **values: Any) -> Decision:
    """The decision that lists the made-up group of this number."""
    group = row(number)
    return decision(number, **{"verdict": Verdict.APPROVE, "group_id": group["id"], "after": group, **values})


def look_at_link(folder: Path, address: str, finding: LinkFinding, *, moved_to: str = "", weeks: int = 1) -> None:
    """Keeps that the last looks at an address, the first some weeks ago and the last today, found the same."""
    now = datetime.now(UTC)
    found = LinkPeriod(address, finding, now - timedelta(weeks=weeks), now, moved_to)
    FileStore(folder).links.update(lambda periods: [*periods, found])
