"""Which addresses are links, and which of them lead to the same page."""

import pytest

from affiliates.directory.destinations.hosts import browser_host
from affiliates.directory.links import (
    canonical_link,
    complete_link,
    leads_to_another_site,
    validate_link,
)
from affiliates.errors import LinkError


@pytest.mark.parametrize(
    "address",
    [
        "https://www.made-up.example",
        "http://made-up.example/a/b?c=d&e=f#g",
        "https://made-up.example:8443/(x)[y]*!$,;@",
        "https://école.example/",
        "https://www.facebook.com/groups/281559623696834/",
        "https://www.facebook.com/profile.php?id=12",
        "https://www.youtube.com/@made-up",
        "https://youtu.be/abc",
    ],
)
def test_link_stays_as_typed(address: str) -> None:
    assert validate_link(address) == address


def test_letters_outside_ascii_are_encoded_after_the_host() -> None:
    assert validate_link("https://école.example/é") == "https://école.example/%C3%A9"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("javascript:alert(1)//https://x.example", "link_scheme"),
        ("JaVaScRiPt:alert(1)", "link_scheme"),
        ("data:text/html,<script>alert(1)</script>", "link_characters"),
        ("//made-up.example", "link_scheme"),
        ("/made-up", "link_scheme"),
        ("ftp://made-up.example", "link_scheme"),
        ("https:made-up.example", "link_host"),
        ("https://made-up.example\n.evil.example", "link_characters"),
        ("https://made-up.example\\@evil.example", "link_characters"),
        ("https://made-up.example@evil.example", "link_host"),
        ("https://made-up.example:port", "link_malformed"),
        ("https://[::1", "link_malformed"),
        ("https://made-up..example", "link_host"),
        ("https://\u202emade-up.example", "link_host"),
        ("https://made-up.example/<script>", "link_characters"),
        ("https://made-up.example/`x`", "link_characters"),
        ("https://x.example/{{7*7}}", "link_characters"),
        ("https://.", "link_host"),
        ("https://faceb\u043eok.com/made-up", "link_mixed_letters"),
        ("https://made-up.xn--facebok-fjg.com/", "link_mixed_letters"),
        ("https://\u0433oogle.example/", "link_mixed_letters"),
        ("https://made-\u03c5p.example/", "link_mixed_letters"),
        ("https://made\u200dup.example/", "link_host"),
        ("https://xn--a.example/", "link_host"),
        ("https://l.facebook.com/l.php?h=AT0", "link_leads_on"),
        ("https://www.google.com/url?q=parents+of+ohio", "link_leads_on"),
        ("https://www.google.com/url?q=javascript:alert(1)", "link_leads_on"),
        ("https://www.google.com/url?q=https%3A%2F%2Ffaceb%D0%BEok.com", "link_mixed_letters"),
        ("https://www.google.com/url?q=https%3A%2F%2Fme%40made-up.example", "link_host"),
        ("https://l.facebook.com/made-up", "link_leads_on"),
        ("https://l.facebook.com/l.php?u=" * 2000 + "https://made-up.example", "link_leads_on"),
        ("https://0x7f.1/", "link_host"),
        ("https://2130706433./", "link_host"),
        ("https://127.0.0.01/", "link_host"),
        ("https://x.com/", "link_cut_short"),
        ("https://www.instagram.com/p/", "link_cut_short"),
        ("https://made-up.example/page…", "link_cut_short"),
    ],
)
def test_address_that_is_not_a_link_is_refused(address: str, code: str) -> None:
    with pytest.raises(LinkError) as caught:
        validate_link(address)

    assert caught.value.mistake.code == code


@pytest.mark.parametrize(
    ("column", "address", "another"),
    [
        ("facebook", "https://m.facebook.com/made-up", False),
        ("facebook", "https://notfacebook.com/made-up", True),
        ("twitter", "https://x.com/made-up", False),
        ("website", "https://facebook.com/made-up", False),
    ],
)
def test_link_to_another_site_is_recognized(column: str, address: str, another: bool) -> None:
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
def test_link_is_completed_from_what_people_type(column: str, typed: str, link: str) -> None:
    assert complete_link(column, typed) == link


@pytest.mark.parametrize(
    ("column", "typed", "code"),
    [
        ("website", "@made_up", "link_host"),
        ("website", "made up", "link_characters"),
        ("website", "parents", "link_cut_short"),
        ("website", "javascript:alert(1)", "link_scheme"),
        ("website", "mailto:a@b.example", "link_scheme"),
        ("facebook", "facebook.com/groups", "link_cut_short"),
        ("facebook", "www.facebook.com/gro...", "link_cut_short"),
        ("facebook", "instagram.com/made_up", "link_elsewhere"),
        ("instagram", "@made up", "link_characters"),
        ("twitter", "https://evil.example/twitter.com/x", "link_elsewhere"),
    ],
)
def test_link_that_leads_nowhere_or_elsewhere_is_refused(column: str, typed: str, code: str) -> None:
    with pytest.raises(LinkError) as caught:
        complete_link(column, typed)

    assert caught.value.mistake.code == code


@pytest.mark.parametrize(
    "other",
    [
        "https://facebook.com/groups/12/",
        "http://m.facebook.com/groups/12?ref=share&x=1",
        "https://WWW.Facebook.com/Groups/12#about",
        "https://fr-ca.facebook.com/groups/12",
    ],
)
def test_links_to_the_same_page_are_the_same(other: str) -> None:
    assert canonical_link(other) == canonical_link("https://www.facebook.com/groups/12")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://école.example/é", "https://xn--cole-9oa.example/%c3%a9"),
        ("https://made-up.example/a?x=1&y=2", "http://www.made-up.example/a/?y=2&x=1"),
        ("https://made-up.example", "https://made-up.example/?"),
        ("https://made-up.example/%7Erobin", "https://made-up.example/~robin"),
        ("https://x.com/made_up", "https://twitter.com/made_up?s=20"),
    ],
)
def test_link_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert canonical_link(one) == canonical_link(other)


def test_links_to_different_pages_are_different() -> None:
    profiles = [f"https://www.facebook.com/profile.php?id={number}" for number in (1, 2)]
    links = [*profiles, "https://made-up.example/a", "https://made-up.example/b"]

    assert len({canonical_link(link) for link in links}) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://youtube.com/watch?v=AAAA", "https://youtube.com/watch?v=BBBB"),
        ("https://made-up.example/index.html?id=1", "https://made-up.example/index.html?id=2"),
        ("https://facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=2"),
    ],
)
def test_links_with_different_queries_are_different(one: str, other: str) -> None:
    assert canonical_link(one) != canonical_link(other)
    assert canonical_link(f"{one}&utm_source=x&fbclid=y") == canonical_link(one)


def test_error_says_how_to_write_a_name_with_dots() -> None:
    with pytest.raises(LinkError, match="write it with @ in front"):
        complete_link("instagram", "parents.of.ohio")
    assert complete_link("instagram", "@parents.of.ohio") == "https://www.instagram.com/parents.of.ohio"


@pytest.mark.parametrize(
    "address",
    [
        "https://\u0447\u0430\u0441\u0442.example/",
        "https://\u4f8b\u3048\u30c6abc.example/",
        "https://\u6c49\u5b57abc.example/",
        "https://\ud55c\uad6d\uc5b4.example/",
        "https://a_b.made-up.example/",
    ],
)
def test_host_in_one_writing_system_is_a_host(address: str) -> None:
    assert validate_link(address) == address


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://www.Made-Up.example/a", "www.made-up.example"),
        ("https://\u00e9cole.example", "xn--cole-9oa.example"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.com/", "xn--80ak6aa92e.com"),  # Cyrillic throughout: looks like apple
        ("https://\uff46acebook.com/", "facebook.com"),
        ("https://made-up.example.:8443/", "made-up.example"),
        ("https://[2001:db8::1]/", "2001:db8::1"),
    ],
)
def test_host_is_that_to_which_a_browser_goes(link: str, host: str) -> None:
    assert browser_host(link) == host


@pytest.mark.parametrize(
    "typed",
    [
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc&h=AT0&__tn__=-UK",
        "https://lm.facebook.com/l.php?u=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc",
        "https://www.facebook.com/l.php?u=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc",
        "https://www.facebook.com/flx/warn/?u=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc",
        "https://www.facebook.com/made-up/../l.php?u=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc",
        "https://www.facebook.com//%6c.php?u=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc",
        "https://made.up.facebook.com/l.php?u=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc",
        "https://fb.com/l.php?u=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc",
        "https://l.instagram.com/?u=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc&e=AT1",
        "https://www.instagram.com/linkshim/?u=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc",
        "https://x.com/safety/unsafe_link_warning?unsafe_link=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc",
        "https://\uff47oogle.com/url?q=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc",
        "www.google.com/url?sa=t&url=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc&usg=x",
        "https://google.co.uk/url?q=https://made-up.example/a?b%3Dc&sa=D",
        "https://www.youtube.com/redirect?event=about&q=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc",
        "https://nam12.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmade-up.example%2Fa%3Fb%3Dc&data=05",
        "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fmade-up.example"
        "%252Fa%253Fb%253Dc",
    ],
)
def test_address_that_only_leads_on_becomes_the_one_it_leads_to(typed: str) -> None:
    assert complete_link("website", typed) == "https://made-up.example/a?b=c"


def test_redirector_hides_no_other_site_in_a_column() -> None:
    with pytest.raises(LinkError, match="does not lead to Facebook"):
        complete_link("facebook", "https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.example%2Fx")
