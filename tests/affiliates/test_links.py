"""Which addresses are links."""

import pytest

from affiliates.links import LinkError, checked_link, is_of_another_site, link_label


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
    assert checked_link(column, address) == address


def test_letters_outside_ascii_are_encoded_behind_the_host() -> None:
    assert checked_link("website", "https://école.example/é") == "https://école.example/%C3%A9"


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
        checked_link("website", address)


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
    assert is_of_another_site(column, address) is another
