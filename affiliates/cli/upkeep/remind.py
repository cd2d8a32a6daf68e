"""``remind``: asks groups whether their entry is still right."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from affiliates.cli.options import any_user_option, mail_server_in, returned_mailbox_in, secrets_option
from affiliates.errors import SettingError
from affiliates.review.mail import MailServer
from affiliates.site.settings import PUBLIC_URL, public_url
from affiliates.storage.contract.letters import LetterStep
from affiliates.storage.contract.store import Store
from affiliates.storage.settings import open_store_to_write
from affiliates.upkeep.reminders.due import DueLetter, Silence, groups_to_ask
from affiliates.upkeep.reminders.mailbox import ReturnedMailbox
from affiliates.upkeep.reminders.returned import record_returned, record_returned_to
from affiliates.upkeep.reminders.sending import SentLetter, send_letters
from affiliates.upkeep.reminders.silence_words import SILENCE_WORDS
from affiliates.upkeep.signed_links import VALID_FOR

_OUTCOMES = {
    LetterStep.SENT: "sent",
    LetterStep.FAILED: "not sent, will be tried again",
    LetterStep.RETURNED: "not sent, nobody gets mail there",
    LetterStep.BEGUN: "maybe sent; the mail server did not say",
}
_MAX_NAME = 80


@click.command()
@click.option("--dry-run", is_flag=True, help="Say which letters are due, and send none.")
@secrets_option
@click.option(
    "--returned",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="AFFILIATES_RETURNED_MAIL",
    help="A folder with mail that came back, such as a Maildir, to be read first.  [env: AFFILIATES_RETURNED_MAIL]",
)
@any_user_option
def remind(dry_run: bool, secrets: Path, returned: Path | None, any_user: bool) -> None:
    """Ask groups that nobody verified for a year whether their entry is still right.

    Each gets two letters at most, a fortnight apart. Without a mail server the letters are written to files, for you to
    send. Run it once a week or once a month; what is not due is not sent. Mail that came back is read first, from the
    folder of --returned, and from the mailbox that the file of secrets names under [returned_mail].
    """
    store, now = open_store_to_write(any_user=any_user), datetime.now(UTC)
    if not dry_run:
        _read_returned_mail(store, returned, returned_mailbox_in(secrets), now)
    due, silent = groups_to_ask(store, store.directory.read().groups, now)
    if dry_run:
        for letter in due:
            click.echo(f"{_named(letter)}: due")
    else:
        base_url, server = _settings(secrets)
        store.letters.remove_written(now - VALID_FOR)
        for sent in send_letters(store, due, now, base_url=base_url, server=server):
            click.echo(f"{_named(sent.due)}: {_outcome(sent)}")
    for group in silent:
        if group.reason is not Silence.NO_CONTACT:
            click.echo(f"{group.name[:_MAX_NAME]}: {SILENCE_WORDS[group.reason]}")
    without = Counter(each.reason for each in silent)[Silence.NO_CONTACT]
    click.echo(f"Letters due: {len(due):,}. Groups that are due and have no contact to write to: {without:,}.")


def _read_returned_mail(store: Store, folder: Path | None, mailbox: ReturnedMailbox | None, now: datetime) -> None:
    came_back = record_returned(store, folder, now) if folder else []
    came_back += record_returned_to(store, mailbox, now) if mailbox else []
    if folder or mailbox:
        click.echo(f"Letters that came back since the last time: {len(came_back):,}.")


def _settings(secrets: Path) -> tuple[str, MailServer | None]:
    """The public address of the site, and the mail server if there is one."""
    base_url = public_url()
    if not base_url:
        raise SettingError(f"The links in the letters need the public address of the map: set {PUBLIC_URL}.")
    return base_url, mail_server_in(secrets)


def _named(letter: DueLetter) -> str:
    """Group, letter and application: enough to find the contact at the desk, and no address for the log of a job."""
    return f"{letter.name[:_MAX_NAME]}: letter {letter.number} to the contact of {letter.contact.application.reference}"


def _outcome(sent: SentLetter) -> str:
    if sent.step is LetterStep.WRITTEN:
        return f"written to {sent.path}; please send it"
    return f"{_OUTCOMES[sent.step]} ({sent.problem})" if sent.problem else _OUTCOMES[sent.step]
