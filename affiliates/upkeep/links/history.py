"""What was found at links over time, and when that is sure enough to be said."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from affiliates.storage.contract.links import LinkFinding, LinkPeriod

# Between the first and the last look that found a fault, so that nothing is said of a bad day.
CONFIRMED_AFTER = timedelta(days=7)
# What nobody has looked at for longer is not known any more.
KNOWN_FOR = timedelta(days=35)
# What a person saw stands for this long against what programs are told.
SEEN_FOR = timedelta(days=90)
FAULTS = frozenset(LinkFinding) - {
    LinkFinding.FINE,
    LinkFinding.REFUSED,
    LinkFinding.MOVED,
    LinkFinding.SEEN_WORKING,
}
# Nobody can be there. A page is called parked by its words alone, which a person judges.
GONE_FOR_SURE = frozenset({LinkFinding.GONE, LinkFinding.NAME_LOST})
_MAX_PERIODS = 20  # of one address


@dataclass(frozen=True)
class LinkResult:
    """What one look at an address found; ``moved_to`` is the new address where it moved, else empty."""

    address: str
    finding: LinkFinding
    moved_to: str = ""


@dataclass(frozen=True)
class LinkFault:
    """What was found again and again at an address, since a day (UTC); ``moved_to`` as in ``LinkPeriod``."""

    address: str
    finding: LinkFinding
    since: date
    moved_to: str = ""


def with_results(periods: Iterable[LinkPeriod], results: Iterable[LinkResult], at: datetime) -> list[LinkPeriod]:
    """The periods with what was found now; of addresses that were not looked at any more, nothing is left.

    What is found within ``SEEN_FOR`` of a reviewer's own look is passed over.
    """
    by_address = _by_address(periods)
    return [each for result in results for each in _with_result(by_address.get(result.address, []), result, at)]


def with_seen_working(periods: Iterable[LinkPeriod], address: str, reviewer: str, at: datetime) -> list[LinkPeriod]:
    """The periods with what a reviewer saw at an address."""
    return [*periods, LinkPeriod(address, LinkFinding.SEEN_WORKING, at, at, reviewer=reviewer)]


def without_seen_working(periods: Iterable[LinkPeriod], address: str) -> list[LinkPeriod]:
    """The periods without what reviewers saw at an address: what programs found before counts again."""
    return [each for each in periods if each.address != address or each.finding is not LinkFinding.SEEN_WORKING]


def links_left(periods: Iterable[LinkPeriod], day: date) -> list[LinkPeriod]:
    """What reviewers saw at addresses and what still stands against programs on a day, the latest first."""
    last = [own[-1] for own in _by_address(periods).values()]
    left = [each for each in last if each.finding is LinkFinding.SEEN_WORKING and day - each.last_at.date() < SEEN_FOR]
    return sorted(left, key=lambda each: each.last_at, reverse=True)


def link_faults(periods: Iterable[LinkPeriod], day: date) -> list[LinkFault]:
    """What is sure enough to be told to reviewers on a day: the last finding where a fault, or a move to the same
    address, was found by two looks at least a week apart and by all between them; in the order of the periods."""
    faults = []
    for address, own in _by_address(periods).items():
        last = own[-1]
        run = own[-1:] if last.finding is LinkFinding.MOVED else _last_run(own, FAULTS)
        if _is_confirmed(run, day):
            faults.append(LinkFault(address, last.finding, run[0].first_at.date(), last.moved_to))
    return faults


def gone_links(periods: Iterable[LinkPeriod], day: date) -> frozenset[str]:
    """The addresses that are gone for sure, which visitors are not led to."""
    by_address = _by_address(periods)
    return frozenset(
        address for address, own in by_address.items() if _is_confirmed(_last_run(own, GONE_FOR_SURE), day)
    )


def _with_result(own: Sequence[LinkPeriod], result: LinkResult, at: datetime) -> Sequence[LinkPeriod]:
    last = own[-1] if own else None
    if last and last.finding is LinkFinding.SEEN_WORKING and at - last.last_at < SEEN_FOR:
        return own
    if last and (last.finding, last.moved_to) == (result.finding, result.moved_to):
        return [*own[:-1], replace(last, last_at=at)]
    return [*own, LinkPeriod(result.address, result.finding, at, at, result.moved_to)][-_MAX_PERIODS:]


def _by_address(periods: Iterable[LinkPeriod]) -> Mapping[str, list[LinkPeriod]]:
    by_address: dict[str, list[LinkPeriod]] = defaultdict(list)
    for period in periods:
        by_address[period.address].append(period)
    return by_address


def _last_run(periods: Sequence[LinkPeriod], findings: Collection[LinkFinding]) -> Sequence[LinkPeriod]:
    """The last periods of an address without a break in which one of these was found."""
    others = [number for number, each in enumerate(periods, 1) if each.finding not in findings]
    return periods[others[-1] if others else 0 :]


def _is_confirmed(run: Sequence[LinkPeriod], day: date) -> bool:
    """By days, not hours: a weekly job does not begin at the same second."""
    if not run:
        return False
    last = run[-1].last_at.date()
    return last - run[0].first_at.date() >= CONFIRMED_AFTER and day - last <= KNOWN_FOR
