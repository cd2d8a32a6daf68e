"""The commands of whoever runs the app: who may review, and what is erased."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from affiliates.cli.options import any_user_option, mail_server_in, secrets_option
from affiliates.people.retention import forget_old
from affiliates.review.passphrases import add_reviewer, known_reviewer
from affiliates.review.retention import PRUNED_STATES, applications_to_prune, erase_applications
from affiliates.site.settings import public_url
from affiliates.storage.settings import open_present_store, open_store_to_write

# What the log of decisions names as the reviewer.
_ACTOR = "command line"
_DEFAULT_DAYS = 180
_MAX_DAYS = 36_500


@click.group()
def reviewer() -> None:
    """Add, remove and list those who review by passphrase."""


@reviewer.command()
@click.argument("name")
@any_user_option
def add(name: str, any_user: bool) -> None:
    """Add a reviewer, or give one a new passphrase; it is shown once."""
    reviewers = open_store_to_write(any_user=any_user).reviewers
    passphrase = add_reviewer(reviewers, name)
    click.echo(
        f"Passphrase of {name}: {passphrase}\n"
        f"Give it to {name} and nobody else. It is not stored and cannot be shown again; to replace it, add the "
        "reviewer again."
    )


@reviewer.command()
@click.argument("name")
@any_user_option
def remove(name: str, any_user: bool) -> None:
    """Remove a reviewer, which ends their sign-ins, and the list that they were bringing in."""
    store = open_store_to_write(any_user=any_user)
    known = known_reviewer(store.reviewers, name)
    store.reviewers.set_passphrase_hash(known, None)
    store.drafts.remove(known)
    click.echo(f"{name} is no longer a reviewer.")


@reviewer.command("list")
def list_reviewers() -> None:
    """List the names of all reviewers."""
    reviewers = open_present_store().reviewers
    names = reviewers.passphrase_hashes()
    click.echo("\n".join(names) or "There are no reviewers yet. Add one: python -m affiliates reviewer add NAME")


@click.command()
@click.argument("reference")
@any_user_option
def erase(reference: str, any_user: bool) -> None:
    """Erase what an applicant sent, at their request.

    REFERENCE is the reference number they received, such as AM-7K3Q-M2XW.
    """
    store = open_store_to_write(any_user=any_user)
    erase_applications(store, [reference], reviewer=_ACTOR, note="on request")
    click.echo(f"{reference} has been erased. The log records only that this happened.")


@click.command()
@click.option(
    "--days", type=click.IntRange(0, _MAX_DAYS), default=_DEFAULT_DAYS, show_default=True, help="Keep this long."
)
@secrets_option
@any_user_option
def prune(days: int, secrets: Path, any_user: bool) -> None:
    """Erase old applications, declined ones and spam, lists that nobody finished bringing in, and people who want a
    group and whose time is over: 30 days where letters are sent and they did not confirm, 90 once they were told, two
    years at most.
    """
    store, has_mail = open_store_to_write(any_user=any_user), bool(public_url() and mail_server_in(secrets))
    applications = [*store.applications(), *store.overflow()]
    before = datetime.now(UTC) - timedelta(days=days)
    old = applications_to_prune(applications, store.decisions(), before)
    erase_applications(store, old, reviewer=_ACTOR, note=f"after {days} days", states=PRUNED_STATES)
    click.echo(f"Erased applications that were declined or marked as spam more than {days} days ago: {len(old)}")
    if lists := store.drafts.prune(before):
        click.echo(f"Removed lists to import that nobody has changed for {days} days: {lists}")
    if people := forget_old(store, datetime.now(UTC), has_mail=has_mail):
        click.echo(f"Erased people who wanted a group, and whose time is over: {people}")
