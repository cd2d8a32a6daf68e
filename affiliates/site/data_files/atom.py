"""The feed of changes (Atom, RFC 4287): which groups are new, changed, paused or closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.content.labels import scope_label
from affiliates.directory.schema import COLUMNS
from affiliates.geo.regions import display_name
from affiliates.languages.catalogs import ENGLISH
from affiliates.reports.data import records
from affiliates.site.addresses import group_page
from affiliates.site.data_files.history import GroupChange, latest_changes
from affiliates.site.data_files.identifiers import stable_uuid
from affiliates.site.documents import SiteData
from affiliates.site.xml_templates import render_xml

_TEMPLATES = Path(__file__).with_name("templates")
_MAX_ENTRIES = 50
_TITLES = {
    "added": "New group: ",
    "resumed": "Active again: ",
    "edited": "Updated: ",
    "paused": "Paused: ",
    "closed": "Closed: ",
}


@dataclass(frozen=True)
class _Entry:
    """An entry of the feed; ``title`` and ``description`` hold what the group wrote."""

    id: str
    kind: str
    title: str
    updated: str
    page: str
    summary: str
    description: str


def groups_atom(data: SiteData) -> bytes:
    """The latest changes of groups that are still listed, newest first, one for each group and day (UTC).

    Every entry says what is listed now: words that a group took back are not given out again, and a group whose row
    was taken out altogether (published by mistake, or at its own wish) is in no entry.
    """
    changes = latest_changes(data.snapshots, data.groups, _MAX_ENTRIES)
    changed = data.groups[data.groups["id"].isin({change.group_id for change in changes})]
    groups = {group["id"]: group for group in records(changed[list(COLUMNS)])}
    entries = [_entry(change, groups[change.group_id], data.base_url) for change in changes]
    present = data.snapshots[-1].since if data.snapshots else None
    updated = _moment(present or datetime.combine(data.as_of, time(), UTC))
    values = {
        "id": f"urn:uuid:{stable_uuid('feed')}",
        "base_url": data.base_url,
        "about": WHAT_AFFILIATES_ARE,
        "updated": max([entry.updated for entry in entries], default=updated),
        "entries": entries,
    }
    return render_xml("feed.atom.jinja", values, folder=_TEMPLATES)


def _entry(change: GroupChange, group: Mapping[str, Any], base_url: str) -> _Entry:
    places = ", ".join(map(display_name, group["regions"])) or "Everywhere"
    return _Entry(
        id=f"urn:uuid:{stable_uuid('change', group['id'], change.moment.date().isoformat())}",
        kind=change.kind,
        title=_TITLES[change.kind] + group["name"],
        updated=_moment(change.moment),
        page=base_url + group_page(group["regions"]),
        summary=f"{scope_label(ENGLISH, group['scope'])}. Serves: {places}.",
        description=group["description"],
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
