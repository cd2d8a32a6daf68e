"""What the HTML report says of each region once it is chosen on the map."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from affiliates.content.charter import APPLICATION_PAGE
from affiliates.content.wording import count_of, country_in_sentence, format_distance
from affiliates.coverage.region_table import UNKNOWN
from affiliates.directory.queries import is_national_or_virtual
from affiliates.directory.schema import Status
from affiliates.reports.data import ReportData, records
from affiliates.reports.html.parts import escaped, isolated_text, region_link, share_text, whole_number

_MOST_OF_A_REGION = 20

Groups = list[tuple[str, str]]  # id and name


def html_regions(report: ReportData, listed: Collection[str]) -> Iterator[str]:
    """A section per region of the report; the names of groups whose ids are ``listed`` lead to the table of groups."""
    groups = _groups_by_region(report)
    for row in records(report.region_table()):
        kind = "region open" if report.region else "region"
        yield f'<section class="{kind}" id="{row["region"]}"><h3>{escaped(row["name"])}</h3>'
        yield from _who_is_there(row, groups.get(row["region"], []), listed)
        yield _figures(row, report.region_codes)
        yield '<p><a href="#map">Back to the map</a></p></section>'


def _groups_by_region(report: ReportData) -> dict[str, Groups]:
    """The first active groups of each region's own; their number is in the table of regions."""
    by_region: dict[str, Groups] = {}
    own = report.groups[(report.groups["status"] == Status.ACTIVE) & ~is_national_or_virtual(report.groups)]
    for key, name, regions in zip(own["id"], own["name"], own["regions"], strict=True):
        for region in regions:
            if len(some := by_region.setdefault(region, [])) < _MOST_OF_A_REGION:
                some.append((key, name))
    return by_region


def _who_is_there(row: Mapping[str, Any], groups: Groups, listed: Collection[str]) -> Iterator[str]:
    count = row["groups"]
    if not count:
        yield f'<p>There is no group yet. <a href="{APPLICATION_PAGE}">How to start one</a></p>'
        return
    yield f"<p>{count_of(count, 'group is', 'groups are')} there: {escaped(row['tier'])}.</p><ul>"
    for key, name in groups:
        link = f'<a href="#group-{escaped(key)}">{isolated_text(name)}</a>' if key in listed else isolated_text(name)
        yield f"<li>{link}</li>"
    if count > len(groups):
        yield f"<li>and {count - len(groups):,} more</li>"
    yield "</ul>"


def _figures(row: Mapping[str, Any], told_of: Collection[str]) -> str:
    nearest = region_link(row["nearest"], told_of)
    known = {
        "Verification": escaped(row["verification"]) if row["groups"] else "",
        "Children under 18": whole_number(row["under_18"]) or UNKNOWN,
        "Residents": whole_number(row["population"]) or UNKNOWN,
        f"Part of {country_in_sentence(row['country'])}": share_text(row["share"]) or UNKNOWN,
        "Rank among places without a group": whole_number(row["rank"]),
        "National and virtual groups": whole_number(row["national"] + row["virtual"] or None),
        "Nearest other place with a group": f"{nearest}, {_how_far(row)}" if nearest else "",
        "Neighbors": ", ".join(region_link(each, told_of) for each in row["neighbors"].split()),
    }
    return "<dl>" + "".join(f"<dt>{term}</dt><dd>{said}</dd>" for term, said in known.items() if said) + "</dl>"


def _how_far(row: Mapping[str, Any]) -> str:
    distance = format_distance(row["border_miles"], row["border_km"], decimals=1)
    return f"{distance} from border to border" if distance else "next to it"
