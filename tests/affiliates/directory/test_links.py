"""Which addresses are links."""

import pytest

from affiliates.directory.links import (
    LinkError,
    canonical_link,
    complete_link,
    leads_to_another_site,
    link_label,
    validate_link,
)


@pytest.mark.parametrize(
    ("column", "address"),
    [
        ("website", "https://www.made-up.example"),
        ("website", "http://made-up.example/a/b?c=d&e=f#g"),
        ("website", "https://made-up.example:8443/(x)[y]*!$,;@"),
        ("website", "https://école.example/"),
        ("facebook", "https://www.facebook.com/groups/281559623696834/"),
        ("facebook", "https://www.facebook.com/profile.php?id=12"),
        ("youtube", "https://www.youtube.com/@made-up"),
        ("youtube", "https://youtu.be/abc"),
    ],
)
def test_link_stays_as_typed(column: str, address: str) -> None:
    assert validate_link(column, address) == address


def test_letters_outside_ascii_are_encoded_behind_the_host() -> None:
    assert validate_link("website", "https://école.example/é") == "https://école.example/%C3%A9"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)//https://x.example",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//made-up.example",
        "/made-up",
        "ftp://made-up.example",
        "https:made-up.example",
        "https://made-up.example\n.evil.example",
        "https://made-up.example\\@evil.example",
        "https://made-up.example@evil.example",
        "https://made-up.example:port",
        "https://[::1",
        "https://made-up..example",
        "https://\u202emade-up.example",
        "https://made-up.example/<script>",
        "https://made-up.example/`x`",
        "https://x.example/{{7*7}}",
        "https://.",
        "https://x.com/",
        "https://www.instagram.com/p/",
        "https://made-up.example/page…",
    ],
)
def test_what_is_no_link_is_refused(address: str) -> None:
    with pytest.raises(LinkError):
        validate_link("website", address)


@pytest.mark.parametrize(
    ("column", "address", "label"),
    [
        ("facebook", "https://www.facebook.com/groups/1/", "Facebook group"),
        ("facebook", "https://www.facebook.com/made-up", "Facebook page"),
        ("website", "https://made-up.example", "Website"),
        ("other_link", "https://made-up.example", "Other link"),
        ("facebook", "https://made-up.example/groups/1", "Other link"),
    ],
)
def test_link_is_called_by_what_it_is(column: str, address: str, label: str) -> None:
    assert link_label(column, address) == label


@pytest.mark.parametrize(
    ("column", "address", "another"),
    [
        ("facebook", "https://m.facebook.com/made-up", False),
        ("facebook", "https://notfacebook.com/made-up", True),
        ("twitter", "https://x.com/made-up", False),
        ("website", "https://facebook.com/made-up", False),
    ],
)
def test_link_to_another_site_is_noticed(column: str, address: str, another: bool) -> None:
    assert leads_to_another_site(column, address) is another


@pytest.mark.parametrize(
    ("column", "typed", "link"),
    [
        ("facebook", "www.facebook.com/groups/12", "https://www.facebook.com/groups/12"),
        ("facebook", "facebook.com/MadeUp/", "https://facebook.com/MadeUp/"),
        ("facebook", "MadeUpParents", "https://www.facebook.com/MadeUpParents"),
        ("instagram", " @made.up ", "https://www.instagram.com/made.up"),
        ("instagram", "instagram.com/made_up", "https://instagram.com/made_up"),
        ("twitter", "@made_up", "https://www.twitter.com/made_up"),
        ("twitter", "x.com/made_up", "https://x.com/made_up"),
        ("youtube", "@made-up", "https://www.youtube.com/@made-up"),
        ("website", "made-up.example", "https://made-up.example"),
        ("website", "made-up.example:8080/a", "https://made-up.example:8080/a"),
        ("website", "//made-up.example", "https://made-up.example"),
        ("website", "HTTP://Made-Up.example", "HTTP://Made-Up.example"),
    ],
)
def test_link_is_understood_as_people_type_it(column: str, typed: str, link: str) -> None:
    assert complete_link(column, typed) == link


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        ("website", "@made_up"),
        ("website", "made up"),
        ("website", "parents"),
        ("website", "javascript:alert(1)"),
        ("website", "mailto:a@b.example"),
        ("facebook", "facebook.com/groups"),
        ("facebook", "www.facebook.com/gro..."),
        ("facebook", "instagram.com/made_up"),
        ("instagram", "@made up"),
        ("twitter", "https://evil.example/twitter.com/x"),
    ],
)
def test_link_that_leads_nowhere_or_elsewhere_is_questioned(column: str, typed: str) -> None:
    with pytest.raises(LinkError):
        complete_link(column, typed)


@pytest.mark.parametrize(
    "other",
    [
        "https://facebook.com/groups/12/",
        "http://m.facebook.com/groups/12?ref=share&x=1",
        "https://WWW.Facebook.com/Groups/12#about",
        "https://fr-ca.facebook.com/groups/12",
    ],
)
def test_links_to_the_same_place_have_the_same_key(other: str) -> None:
    assert canonical_link(other) == canonical_link("https://www.facebook.com/groups/12")


def test_links_to_different_places_have_different_keys() -> None:
    profiles = [f"https://www.facebook.com/profile.php?id={number}" for number in (1, 2)]

    assert (
        len({canonical_link(link) for link in [*profiles, "https://made-up.example/a", "https://made-up.example/b"]})
        == 4
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://youtube.com/watch?v=AAAA", "https://youtube.com/watch?v=BBBB"),
        ("https://made-up.example/index.html?id=1", "https://made-up.example/index.html?id=2"),
        ("https://facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=2"),
    ],
)
def test_links_that_differ_in_what_they_ask_for_have_different_keys(one: str, other: str) -> None:
    assert canonical_link(one) != canonical_link(other)
    assert canonical_link(f"{one}&utm_source=x&fbclid=y") == canonical_link(one)


def test_name_with_dots_is_told_how_to_be_written() -> None:
    with pytest.raises(LinkError, match="write it with @ in front"):
        complete_link("instagram", "parents.of.ohio")
    assert complete_link("instagram", "@parents.of.ohio") == "https://www.instagram.com/parents.of.ohio"
