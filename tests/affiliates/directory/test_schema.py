"""Which values a group may have."""

import pytest

from affiliates.directory.schema import is_email_address


@pytest.mark.parametrize(
    "text",
    ["a@b.org", "name.x+y@made-up.example", "Robin@MADE-UP.example", "a_b-c@sub.made-up.example", "a@école.example"],
)
def test_plain_address_is_an_email_address(text: str) -> None:
    assert is_email_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@b",
        "a@b.org, c@d.org",
        "a@b.org?bcc=spy@c.org",
        "Robin <a@b.org>",
        '"a b"@c.org',
        "+a@b.org",
        " a@b.org",
        "a@[127.0.0.1]",
        # What our own rule lets through and RFC 5321 does not:
        "a..b@c.org",
        "a.@b.org",
        "a@-b.org",
        "a@b_c.org",
        "ö@b.org",
        "a@faceb\u043eok.example",  # a Cyrillic letter among Latin ones
        f"{'a' * 65}@{'b' * 64}.org",
    ],
)
def test_anything_else_is_not_an_email_address(text: str) -> None:
    assert not is_email_address(text)
