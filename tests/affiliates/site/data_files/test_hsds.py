"""The HSDS file, held against what the specification says of the objects that it uses.

No package carries HSDS's own schema for version 3, and tests use no network: what stands here is written after the
reference (docs.openreferral.org, "HSDS Schema Reference", version 3.1): required fields, types, formats, enumerations.
"""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from affiliates.site.data_files.documents import documents
from tests.affiliates.reports.samples import varied
from tests.affiliates.site.made_up_site import ADDRESS, site_data
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row

TEXT = {"type": "string"}
UUID_TEXT = {"type": "string", "format": "uuid"}
EMAIL = {"type": "string", "format": "email"}
URI = {"type": "string", "pattern": r"^https?://[^\s/]+"}


def object_of(required: list[str], **fields: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": fields, "additionalProperties": False}


LANGUAGE = object_of(["id"], id=UUID_TEXT, name=TEXT, code={"type": "string", "pattern": "^[a-z]{2,3}$"})
SERVICE_AREA = object_of(["id"], id=UUID_TEXT, name=TEXT, description=TEXT)
URL = object_of(["id", "url"], id=UUID_TEXT, label=TEXT, url=URI)
SERVICE = object_of(
    ["id", "name", "status", "organization_id"],  # the last one in the tabular form only
    id=UUID_TEXT,
    organization_id=UUID_TEXT,
    name=TEXT,
    description=TEXT,
    url=URI,
    email=EMAIL,
    status={"enum": ["active", "inactive", "defunct", "temporarily closed"]},
    eligibility_description=TEXT,
    assured_date={"type": "string", "format": "date"},
    service_areas={"type": "array", "items": SERVICE_AREA},
    languages={"type": "array", "items": LANGUAGE},
)
ORGANIZATION = object_of(
    ["id", "name", "description"],
    id=UUID_TEXT,
    name=TEXT,
    description=TEXT,
    email=EMAIL,
    website=URI,
    additional_websites={"type": "array", "items": URL},
    services={"type": "array", "items": SERVICE},
)
PACKAGE = Draft202012Validator({"type": "array", "items": ORGANIZATION}, format_checker=FormatChecker())


def organizations(folder: Path, *rows: dict[str, str]) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(documents(site_data(folder, *rows))["groups.hsds.json"]().body)
    return read


@pytest.mark.parametrize(
    "rows",
    [varied(), [row(number, name=text, description=text) for number, text in enumerate(HOSTILE_TEXTS)]],
    ids=["varied", "hostile"],
)
def test_file_is_a_package_of_organizations(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    read = organizations(tmp_path, *rows)

    assert len(read) == len(rows)
    assert not list(PACKAGE.iter_errors(read))


def test_what_the_specification_asks_for_is_what_is_tested() -> None:
    broken = [{"id": "1", "name": "Made-up", "services": [{"id": "2", "name": 3, "status": "open"}]}]

    found = {"/".join(map(str, each.absolute_path)): each.validator for each in PACKAGE.iter_errors(broken)}
    assert found.keys() == {"0", "0/id", "0/services/0", "0/services/0/id", "0/services/0/name", "0/services/0/status"}


def test_group_is_an_organization_with_one_service(tmp_path: Path) -> None:
    values = {
        "scope": "local",
        "regions": "US-MI US-OH",
        "description": "What we do",
        "website": "https://made-up.example",
        "youtube": "https://youtu.be/made-up",
        "email": "hello@made-up.example",
        "languages": "en ase",
        "last_verified_on": "2026-02-03",
    }
    (organization,) = organizations(tmp_path, row(1, **values))
    (service,) = organization["services"]

    assert organization["website"] == "https://made-up.example"
    assert [(each["label"], each["url"]) for each in organization["additional_websites"]] == [
        ("YouTube", "https://youtu.be/made-up")
    ]
    assert service["organization_id"] == organization["id"]
    assert (service["url"], service["assured_date"]) == (f"{ADDRESS}r/US-MI/", "2026-02-03")
    assert [(each["name"], each["description"]) for each in service["service_areas"]] == [
        ("Michigan", "ISO 3166: US-MI"),
        ("Ohio", "ISO 3166: US-OH"),
    ]
    assert [each["name"] for each in service["languages"]] == ["English", "American Sign Language"]


def test_every_status_has_its_word(tmp_path: Path) -> None:
    rows = [row(number, status=status) for number, status in enumerate(("active", "paused", "inactive"))]

    found = [each["services"][0]["status"] for each in organizations(tmp_path, *rows)]
    assert found == ["active", "temporarily closed", "defunct"]


def test_group_that_says_little_has_what_is_required(tmp_path: Path) -> None:
    (organization,) = organizations(tmp_path, row(1, scope="virtual", regions=""))

    assert organization["description"]
    assert "website" not in organization
    assert [each["name"] for each in organization["services"][0]["service_areas"]] == ["Everywhere"]


def test_identifiers_are_uuids_that_never_change_and_never_repeat(tmp_path: Path) -> None:
    read = organizations(tmp_path, *varied())

    found = [each for organization in read for each in ids_in(organization)]
    assert len(found) == len(set(found))
    assert {UUID(each).version for each in found} == {5}
    assert organizations(tmp_path / "later", row(0))[0]["id"] == "5da50ce9-8714-5f4c-aea0-e4b82dee6825"


def ids_in(value: Any) -> list[str]:
    if isinstance(value, list):
        return [each for item in value for each in ids_in(item)]
    if isinstance(value, dict):
        own = [value["id"]] if "id" in value else []
        return own + [each for item in value.values() for each in ids_in(item)]
    return []
