"""Looking at links, against a real server that does whatever servers do."""

from pathlib import Path

import pytest

from affiliates.errors import NoLinkAnsweredError
from affiliates.storage.contract.links import LinkFinding
from affiliates.upkeep.links.network import is_public
from affiliates.upkeep.links.requests import MAX_BODY
from tests.affiliates.upkeep.links.made_up_web import PUBLIC, USER_AGENT, Page, made_up_web


def to(address: str, status: int = 301) -> Page:
    return Page(status, headers={"Location": address})


SITES = {
    "fine.example/": (Page(), LinkFinding.FINE, ""),
    "fine.example/calendar.pdf": (Page(headers={"Content-Type": "application/pdf"}), LinkFinding.FINE, ""),
    "get-only.example/": (Page(only_get=True), LinkFinding.FINE, ""),
    "moved.example/": (to("http://new.example/groups/ohio"), LinkFinding.MOVED, "http://new.example/groups/ohio"),
    "moved-twice.example/": (to("//moved.example/", 308), LinkFinding.MOVED, "http://new.example/groups/ohio"),
    "moved-to-a-start.example/": (to("http://for-now.example/"), LinkFinding.MOVED, "http://for-now.example/"),
    "for-now.example/": (to("http://new.example/groups/ohio", 302), LinkFinding.FINE, ""),
    "same.example/page": (to("http://www.same.example/page/"), LinkFinding.FINE, ""),
    "in-circles.example/": (to("/"), LinkFinding.UNREACHABLE, ""),
    "moved-and-gone.example/": (to("http://gone.example/"), LinkFinding.GONE, ""),
    "gone.example/": (Page(404), LinkFinding.GONE, ""),
    "gone-for-good.example/": (Page(410), LinkFinding.GONE, ""),
    "fails.example/": (Page(500), LinkFinding.UNREACHABLE, ""),
    "forbidden.example/": (Page(403), LinkFinding.REFUSED, ""),
    "too-many.example/": (Page(429), LinkFinding.REFUSED, ""),
    "members.example/": (to("/login?next=%2F", 302), LinkFinding.REFUSED, ""),
    "parked.example/": (
        Page(body=b"<h1>The domain parked.example is for sale!</h1>"),
        LinkFinding.PARKED,
        "",
    ),
    "news.example/": (Page(body=b"<p>Our old school building is for sale.</p>"), LinkFinding.FINE, ""),
    "sold.example/": (to("http://www.hugedomains.com/profile?d=sold", 302), LinkFinding.PARKED, ""),
    "endless.example/": (Page(endless=True), LinkFinding.FINE, ""),
    "private.example/": (Page(), LinkFinding.NOT_PUBLIC, ""),
    "half-private.example/": (Page(), LinkFinding.NOT_PUBLIC, ""),
    "lost.example/": (Page(), LinkFinding.NAME_LOST, ""),
    "in.example/": (to("http://127.0.0.1/"), LinkFinding.NOT_PUBLIC, ""),
    "in-mapped.example/": (to("http://[::ffff:7f00:1]/"), LinkFinding.NOT_PUBLIC, ""),
    "in-number.example/": (to("http://2130706433/"), LinkFinding.NAME_LOST, ""),
    "in-metadata.example/": (to("http://169.254.169.254/latest/meta-data/"), LinkFinding.NOT_PUBLIC, ""),
    "in-by-name.example/": (to("http://private.example/admin"), LinkFinding.NOT_PUBLIC, ""),
    "port.example/": (to("http://fine.example:8080/"), LinkFinding.NOT_PUBLIC, ""),
    "file.example/": (to("file:///etc/passwd"), LinkFinding.NOT_PUBLIC, ""),
    **{
        f"nonsense-{number}.example/": (to(location), LinkFinding.UNREACHABLE, "")
        for number, location in enumerate(("http://[", "http://x:y/", "//[::1", "http://[::1]x/", "http:///"))
    },
    "noise.example/": (
        to("http://fine.example/\x01\xff\xfe?\x7f"),
        LinkFinding.MOVED,
        "http://fine.example/%01%EF%BF%BD%EF%BF%BD?%7F",
    ),
}


def test_each_kind_of_site_is_told_from_the_others_and_nobody_private_is_asked(tmp_path: Path) -> None:
    pages = {address: page for address, (page, _, _) in SITES.items()}
    with made_up_web(tmp_path, pages, private=["10.0.0.7"], lost=[], **{"half-private": [PUBLIC, "::1"]}) as web:
        results = web.check(*(f"http://{address}" for address in SITES), "http://127.0.0.1/", "http://fine.example:22/")

    found = {each.address.removeprefix("http://"): (each.finding, each.moved_to) for each in results}
    private = dict.fromkeys(("127.0.0.1/", "fine.example:22/"), (LinkFinding.NOT_PUBLIC, ""))
    assert found == {address: (finding, to) for address, (_, finding, to) in SITES.items()} | private
    assert {address for address, _ in web.dialed} == {PUBLIC}
    assert not [each for each in web.asked if each.address.startswith(("private", "half-private", "127.", "169."))]


def test_expired_certificate_is_told_from_a_server_that_does_not_answer(tmp_path: Path) -> None:
    with made_up_web(tmp_path, {}) as web:
        links = ("https://ended.example/", "http://fine.example/")
        assert [each.finding for each in web.check(*links)] == [LinkFinding.CERTIFICATE_ENDED, LinkFinding.FINE]
        web.trusted = None  # the usual authorities do not know this one: browsers may know more of them than we do
        assert [each.finding for each in web.check(*links)] == [LinkFinding.UNREACHABLE, LinkFinding.FINE]


def test_slow_server_is_given_up_on_as_a_whole(tmp_path: Path) -> None:
    with made_up_web(tmp_path, {"slow.example/": Page(hangs=True)}) as web:
        results = web.check("http://slow.example/", "http://fine.example/", timeout=0.2)

    assert [each.finding for each in results] == [LinkFinding.UNREACHABLE, LinkFinding.FINE]


def test_robots_are_obeyed_wherever_a_link_leads(tmp_path: Path) -> None:
    forbidden = Page(body=b"User-agent: MadeUpRobot\nDisallow: /private\n")
    pages = {
        "rules.example/robots.txt": forbidden,
        "led.example/": to("http://rules.example/private/page"),
        "fails.example/robots.txt": Page(503),
        "closed.example/robots.txt": Page(403),
        "odd.example/robots.txt": Page(body=b"User-agent: *\nDisallow: //[\n"),
        "binary.example/robots.txt": Page(body=bytes(range(256)) * 10),
        "elsewhere.example/robots.txt": to("http://rules.example/robots.txt"),
    }
    links = {
        "http://rules.example/open": LinkFinding.FINE,
        "http://rules.example/private/page": LinkFinding.REFUSED,
        "http://led.example/": LinkFinding.REFUSED,
        "http://fails.example/": LinkFinding.UNREACHABLE,
        "http://closed.example/": LinkFinding.REFUSED,
        "http://odd.example/": LinkFinding.UNREACHABLE,
        "http://binary.example/": LinkFinding.FINE,
        "http://elsewhere.example/private": LinkFinding.REFUSED,
    }
    with made_up_web(tmp_path, pages) as web:
        results = web.check(*links)
        assert [(each.address, each.finding) for each in results] == list(links.items())

    assert web.methods("rules.example/private/page") == web.methods("fails.example/") == []
    assert len(web.methods("rules.example/robots.txt")) == 2  # for itself, and as where another one's leads


def test_site_behind_a_wall_is_not_asked_and_not_dead(tmp_path: Path) -> None:
    walled = ["https://www.facebook.com/groups/made-up", "https://x.com/made_up", "https://www.instagram.com/made.up"]
    with made_up_web(tmp_path, {"led.example/": to("https://www.facebook.com/made-up")}) as web:
        results = web.check(*walled, "http://led.example/")

    assert {each.finding for each in results} == {LinkFinding.REFUSED}
    assert {each.address.partition("/")[0] for each in web.asked} == {"led.example"}


def test_requests_say_who_we_are_keep_no_cookie_and_wait_for_their_turn(tmp_path: Path) -> None:
    cookie = {"Set-Cookie": "visitor=1; Path=/"}
    pages = {
        "cookie.example/": Page(302, headers={"Location": "/next", **cookie}),
        "cookie.example/next": Page(headers=cookie),
    }
    with made_up_web(tmp_path, pages) as web:
        web.check("http://cookie.example/", "http://other.example/")

    assert {each.headers["User-Agent"] for each in web.asked} == {USER_AGENT}
    assert not [each for each in web.asked if {"Cookie", "Referer"} & set(each.headers)]
    assert web.methods("cookie.example/next") == ["HEAD", "GET"]
    # The clock stands still: robots.txt, and what comes a second after the one before, at each of the two hosts.
    assert sorted(web.waits) == [1, 1, 2, 2, 3]


def test_no_more_is_read_than_the_begin_of_a_page(tmp_path: Path) -> None:
    late = Page(body=b"x" * MAX_BODY + b"this domain is for sale")
    with made_up_web(tmp_path, {"late.example/": late}) as web:
        assert web.check("http://late.example/")[0].finding is LinkFinding.FINE


def test_where_nobody_answers_the_fault_is_ours(tmp_path: Path) -> None:
    with made_up_web(tmp_path, {}, lost=[]) as web:
        with pytest.raises(NoLinkAnsweredError):
            web.check("http://lost.example/", "https://www.facebook.com/groups/made-up")
        assert len(web.check("https://www.facebook.com/groups/made-up")) == 1


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),  # noqa: S104
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "not an address", ""),
        *("::", "::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1"),
        *(
            "::ffff:127.0.0.1",
            "::ffff:a9fe:a9fe",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::1",
        ),
    ],
)
def test_address_that_is_not_of_the_public_internet_is_told(address: str) -> None:
    assert not is_public(address)


def test_address_of_the_public_internet_is_told() -> None:
    assert all(map(is_public, ("93.184.215.14", "2606:4700:4700::1111")))
