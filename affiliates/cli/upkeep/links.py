"""The command ``links``, for a weekly job: which public links still lead anywhere."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import click

from affiliates.cli.options import any_user_option
from affiliates.site.settings import public_url
from affiliates.storage.contract.links import LinkFinding
from affiliates.storage.settings import open_store, open_store_to_write
from affiliates.upkeep.links.history import LinkResult, link_faults
from affiliates.upkeep.links.job import keep_results, look_at_links, user_agent
from affiliates.upkeep.links.network import PublicNetwork
from affiliates.upkeep.links.requests import Requests

FINDINGS = {
    LinkFinding.FINE: "fine",
    LinkFinding.MOVED: "moved",
    LinkFinding.GONE: "gone",
    LinkFinding.NAME_LOST: "the name of the site leads nowhere",
    LinkFinding.CERTIFICATE_ENDED: "the certificate of the site has ended",
    LinkFinding.PARKED: "looks like a page that sells the name",
    LinkFinding.UNREACHABLE: "does not answer, or fails",
    LinkFinding.NOT_PUBLIC: "leads to an address that is not public",
    LinkFinding.REFUSED: "does not let programs look: unknown",
}
_SAID = set(LinkFinding) - {LinkFinding.FINE, LinkFinding.REFUSED}


def ask_the_web(agent: str) -> Requests:
    """The way to servers on the public internet, and to no others."""
    return Requests(agent, PublicNetwork())


@click.command()
@click.option("--dry-run", is_flag=True, help="Look, and say what is found, but keep nothing.")
@any_user_option
@click.pass_obj
def links(ask: Callable[[str], Requests] | None, dry_run: bool, any_user: bool) -> None:
    """Look at every public link, once a week.

    The links of active groups and the websites of organizations are asked for, at most one request a second at each
    site, as its robots.txt allows. Reviewers read of a fault once it was found by two looks a week apart; a link that
    is gone is then no longer shown. AFFILIATES_PUBLIC_URL is named to the sites as who asks.
    """
    store = open_store() if dry_run else open_store_to_write(any_user=any_user)
    results = look_at_links(store, (ask or ask_the_web)(user_agent(public_url())))
    for result in results:
        if result.finding in _SAID:
            click.echo(_line(result))
    counts = Counter(each.finding for each in results)
    for finding, words in FINDINGS.items():
        if counts[finding]:
            click.echo(f"{counts[finding]:,} × {words}")
    now = datetime.now(UTC)
    if dry_run:
        click.echo(f"Links looked at: {len(results):,}. Nothing was kept.")
        return
    keep_results(store, results, now)
    faults = len(link_faults(store.links.periods(), now.date()))
    click.echo(f"Links looked at: {len(results):,}. For reviewers, on their page under “Links”: {faults:,}")


def _line(result: LinkResult) -> str:
    return f"{result.address}: {FINDINGS[result.finding]}{f' to {result.moved_to}' if result.moved_to else ''}"
