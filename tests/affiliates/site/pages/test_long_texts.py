"""Pages of groups that write much, or what they should not."""

import gzip
import random
from pathlib import Path

import pytest

from tests.affiliates.site.samples import body_of, parsed, site_of
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import row

MOST_BYTES, MOST_BYTES_ON_THE_WIRE = 100_000, 30_000
WORDS = Path(__file__).read_text(encoding="utf-8").split()


@pytest.mark.parametrize("text", [each for each in HOSTILE_TEXTS if len(each) < MOST_BYTES / 20])
def test_hostile_text_stays_a_text(tmp_path: Path, text: str) -> None:
    hostile = {"name": text, "city": text, "description": text}
    site = site_of(tmp_path, row(1, regions="US-MI", **hostile), row(2, scope="virtual", regions="", **hostile))
    shown = site.data.groups["name"][0]

    for address in ("r/US-MI/", "r/US-OH/"):
        page = parsed(body_of(site, address))
        assert shown in [each.text for each in page.all("bdi")]
        assert shown in [each.text for each in page.all("p", class_="words", dir="auto")]
        assert not [each for each in page.elements if each.tag in {"script", "img", "iframe", "object", "form"}]
        assert not [name for each in page.elements for name in each.attributes if name.startswith("on")]


@pytest.mark.parametrize("count", [0, 5, 2_000])
def test_pages_stay_small_however_much_groups_write(tmp_path: Path, count: int) -> None:
    site = site_of(
        tmp_path, *wordy(count, regions="US-AK"), *wordy(count // 20, first=count, scope="virtual", regions="")
    )

    for address in ("r/", "r/US-AK/", "r/US-HI/", "r/CA-NU/"):
        body = body_of(site, address)
        assert len(body) <= MOST_BYTES, address
        assert len(gzip.compress(body)) <= MOST_BYTES_ON_THE_WIRE, address
    assert body_of(site, "r/US-AK/").count(b"<article") >= min(count, 26)


def wordy(count: int, *, first: int = 0, **values: str) -> list[dict[str, str]]:
    """Groups that write a lot, no two of them the same."""
    chosen = random.Random(first)  # noqa: S311  not for secrets
    return [
        row(
            number,
            description=" ".join(chosen.choices(WORDS, k=70)),
            website=f"https://made-up-{number}.example/group",
            facebook=f"https://www.facebook.com/groups/{number * 7919}",
            email=f"g{number}@made-up.example",
            **values,
        )
        for number in range(first, first + count)
    ]


def test_page_says_how_many_groups_it_leaves_out_and_where_they_are(tmp_path: Path) -> None:
    rows = [row(number, regions="US-MI", scope="local") for number in range(2_000)]

    here = parsed(body_of(site_of(tmp_path, *rows), "r/US-MI/"))
    copy = parsed(body_of(site_of(tmp_path, *rows, is_copy=True), "r/US-MI/"))

    assert "And 1,950 more. See them all" in [each.text for each in here.all("p")]
    assert here.all("a", href="../../?region=US-MI#groups")[0].text == "See them all"
    assert [each.text for each in copy.all("a", href="../../groups.csv")] == ["See them all"]


def test_text_that_is_longer_than_a_page_is_cut_and_says_so(tmp_path: Path) -> None:
    site = site_of(tmp_path, row(1, regions="US-MI", name="'" * 20_000, description="家" * 20_000))

    page = parsed(body_of(site, "r/US-MI/"))

    assert len(body_of(site, "r/US-MI/")) <= MOST_BYTES
    assert page.all("bdi")[0].text == "'" * 299 + "…"
    assert page.all("p", class_="words")[0].text == "家" * 1_499 + "…"
