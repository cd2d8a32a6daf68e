"""The feed of changes (Atom, RFC 4287): which groups are new, changed, paused or closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from affiliates.content.charter import WHAT_AFFILIATES_ARE
from affiliates.content.find_words import ALLIANCE, SITE_TITLE
from affiliates.content.group_words import service_area
from affiliates.content.labels import scope_label
from affiliates.directory.schema import GROUP_COLUMNS
from affiliates.languages.catalogs import ENGLISH
from affiliates.languages.language import N_, Language
from affiliates.reports.data import records
from affiliates.site.addresses import group_page, in_language, places_page
from affiliates.site.data_files.history import GroupChange, latest_changes
from affiliates.site.data_files.identifiers import stable_uuid
from affiliates.site.documents import SiteData
from affiliates.site.xml_templates import render_xml

_TEMPLATES = Path(__file__).with_name("templates")
_MAX_ENTRIES = 50
_TITLES = {
    "added": N_("New group: {name}"),
    "resumed": N_("Active again: {name}"),
    "edited": N_("Updated: {name}"),
    "paused": N_("Paused: {name}"),
    "closed": N_("Closed: {name}"),
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


def groups_atom(data: SiteData, language: Language = ENGLISH) -> bytes:
    """The latest changes of groups that are still listed, newest first, one for each group and day (UTC).

    Every entry says what is listed now: words that a group took back are not given out again, and a group whose row
    was taken out altogether (published by mistake, or at its own wish) is in no entry.
    """
    changes = latest_changes(data.snapshots, data.groups, _MAX_ENTRIES)
    changed = data.groups[data.groups["id"].isin({change.group_id for change in changes})]
    groups = {group["id"]: group for group in records(changed[list(GROUP_COLUMNS)])}
    entries = [_entry(language, change, groups[change.group_id], data.base_url) for change in changes]
    present = data.snapshots[-1].since if data.snapshots else None
    updated = _moment(present or datetime.combine(data.as_of, time(), UTC))
    values = {
        "id": f"urn:uuid:{stable_uuid('feed')}",
        "base_url": data.base_url,
        "language": language.code,
        "title": language.gettext(SITE_TITLE),
        "author": ALLIANCE,
        "own_address": data.base_url + in_language(language, "feed.atom"),
        "page": data.base_url + places_page(language),
        "about": language.gettext(WHAT_AFFILIATES_ARE),
        "updated": max([entry.updated for entry in entries], default=updated),
        "entries": entries,
    }
    return render_xml("feed.atom.jinja", values, folder=_TEMPLATES)


def _entry(language: Language, change: GroupChange, group: Mapping[str, Any], base_url: str) -> _Entry:
    return _Entry(
        id=f"urn:uuid:{stable_uuid('change', group['id'], change.moment.date().isoformat())}",
        kind=change.kind,
        title=language.gettext(_TITLES[change.kind], name=group["name"]),
        updated=_moment(change.moment),
        page=base_url + group_page(language, group["regions"]),
        summary=language.gettext(
            "{reach}. Serves: {places}.",
            reach=scope_label(language, group["scope"]),
            places=service_area(language, group["regions"]),
        ),
        description=group["description"],
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
