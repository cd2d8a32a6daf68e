"""Looking at links: whether each leads somewhere today, asked as politely as a program can."""

import asyncio
import socket
from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from httpcore import ConnectError, NetworkError, ProtocolError, ReadError, TimeoutException

from affiliates.directory.links import canonical_link, leads_to_another_site
from affiliates.errors import NoLinkAnsweredError
from affiliates.storage.contract.links import LinkFinding
from affiliates.upkeep.links.answers import asks_to_sign_in, finding_of, is_expired_certificate
from affiliates.upkeep.links.history import LinkResult
from affiliates.upkeep.links.requests import Answer, Requests

# What these sites answer to strangers is the same whether a page is there or not.
_SITES_BEHIND_A_WALL = ("facebook", "instagram", "twitter")
_MAX_REDIRECTS = 5
_MAX_HOSTS_AT_ONCE = 16
_ANSWERED = {LinkFinding.FINE, LinkFinding.MOVED, LinkFinding.GONE, LinkFinding.PARKED, LinkFinding.REFUSED}
_FORBIDDEN = {401, 403}
_UNKNOWN_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class LinkChecker:
    """Looks at links by ``requests``, as its robot of the name ``robot``."""

    def __init__(self, requests: Requests, robot: str) -> None:
        """Knows nothing of any host yet."""
        self._requests = requests
        self._robot = robot
        self._robots: dict[str, RobotFileParser | None] = {}

    async def check(self, addresses: Iterable[str]) -> list[LinkResult]:
        """What is found at each address, in their order, each once; links of one host one after the other.

        Raises ``NoLinkAnsweredError`` where not one of them was answered by anybody.
        """
        each_once = list(dict.fromkeys(addresses))
        by_host: dict[str, list[str]] = defaultdict(list)
        for address in each_once:
            by_host[urlsplit(address).hostname or ""].append(address)
        at_once = asyncio.Semaphore(_MAX_HOSTS_AT_ONCE)

        async def check_host(own: Sequence[str]) -> list[LinkResult]:
            async with at_once:
                return [await self.look_at(address) for address in own]

        found = await asyncio.gather(*map(check_host, by_host.values()))
        by_address = {each.address: each for own in found for each in own}
        results = [by_address[address] for address in each_once]
        asked = [each for each in results if not _is_behind_a_wall(each.address)]
        if asked and not any(each.finding in _ANSWERED for each in asked):
            raise NoLinkAnsweredError(
                f"None of {len(asked)} links answered, so nothing was kept. Is this machine connected to the internet?"
            )
        return results

    async def look_at(self, address: str) -> LinkResult:
        """What is found at one address."""
        try:
            return await self._follow(address)
        except socket.gaierror as error:
            is_lost = error.errno in _UNKNOWN_NAME
            return LinkResult(address, LinkFinding.NAME_LOST if is_lost else LinkFinding.UNREACHABLE)
        except PermissionError:
            return LinkResult(address, LinkFinding.NOT_PUBLIC)
        except (NetworkError, ProtocolError, TimeoutException, OSError, ValueError) as error:
            # ValueError: a server may name anything as an address, in a redirect as in robots.txt.
            has_ended = isinstance(error, ConnectError) and is_expired_certificate(error)
            return LinkResult(address, LinkFinding.CERTIFICATE_ENDED if has_ended else LinkFinding.UNREACHABLE)

    async def _follow(self, address: str) -> LinkResult:
        at, moved_to, is_for_good = address, address, True
        for _ in range(_MAX_REDIRECTS + 1):
            if _is_behind_a_wall(at) or asks_to_sign_in(at):
                return LinkResult(address, LinkFinding.REFUSED)
            robots = await self._robots_of(at)
            if robots is None:
                return LinkResult(address, LinkFinding.UNREACHABLE)
            if not robots.can_fetch(self._robot, at):
                return LinkResult(address, LinkFinding.REFUSED)
            answer = await self._answer(at)
            if not answer.moved_to:
                return _result(address, moved_to, finding_of(at, answer))
            at, is_for_good = answer.moved_to, is_for_good and answer.is_permanent
            moved_to = at if is_for_good else moved_to
        return LinkResult(address, LinkFinding.UNREACHABLE)

    async def _answer(self, address: str) -> Answer:
        """The answer to HEAD where that says enough, else to GET: many servers know HEAD badly."""
        try:
            head = await self._requests.ask("HEAD", address)
        except (ReadError, ProtocolError, TimeoutException, TimeoutError):
            head = Answer(0)
        if head.moved_to or (head.status == 200 and "html" not in head.content_type):
            return head
        return await self._requests.ask("GET", address)

    async def _robots_of(self, address: str) -> RobotFileParser | None:
        """What a site says to robots; None where its server fails, which forbids everything (RFC 9309, 2.3.1.4)."""
        place = urljoin(address, "/robots.txt")
        if place not in self._robots:
            self._robots[place] = await self._read_robots(place)
        return self._robots[place]

    async def _read_robots(self, place: str) -> RobotFileParser | None:
        robots, at = RobotFileParser(), place
        for _ in range(_MAX_REDIRECTS + 1):
            answer = await self._requests.ask("GET", at)
            if not answer.moved_to:
                break
            at = answer.moved_to
        if answer.status >= 500:
            return None
        if answer.status in _FORBIDDEN:
            robots.parse(["User-agent: *", "Disallow: /"])
        else:
            robots.parse(answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
        return robots


def _is_behind_a_wall(address: str) -> bool:
    return any(not leads_to_another_site(site, address) for site in _SITES_BEHIND_A_WALL)


def _result(address: str, moved_to: str, finding: LinkFinding) -> LinkResult:
    """The finding, and how far the page has moved for good; another spelling of the same address is no move."""
    if finding is LinkFinding.FINE and canonical_link(moved_to) != canonical_link(address):
        return LinkResult(address, LinkFinding.MOVED, moved_to)
    return LinkResult(address, finding)
