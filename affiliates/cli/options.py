"""Options that several commands share."""

import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import click

from affiliates.content.find_words import list_incomplete
from affiliates.content.wording import join_words
from affiliates.directory.parsing import Directory
from affiliates.errors import FileNotWrittenError, MailError, RowsSetAsideError, SettingError
from affiliates.geo.regions import COUNTRIES
from affiliates.languages.catalogs import ENGLISH, languages
from affiliates.languages.language import Language
from affiliates.languages.preference import language_with
from affiliates.review.mail import MailServer, mail_server
from affiliates.site.settings import parse_public_url
from affiliates.upkeep.reminders.mailbox import ReturnedMailbox, returned_mailbox


class Day(click.ParamType[date]):
    """A day as 2026-03-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was typed; ends the command for a text that is not one."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a date. Write it as 2026-03-31.", param, ctx)


class SpokenLanguage(click.ParamType[Language]):
    """A language by its code."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Language:
        """The language with the code that was typed; ends the command for one that we do not speak."""
        if isinstance(value, Language):
            return value
        language = language_with(value)
        if language is None:
            known = join_words(ENGLISH, languages())
            self.fail(f"“{value}” is not the code of a language we have. We have {known}.", param, ctx)
        return language


class PublicAddress(click.ParamType[str]):
    """A web address of our own, without query and fragment; ends in a slash once it is read."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address that was typed; ends the command for a text that is none."""
        try:
            return parse_public_url(value)
        except SettingError as error:
            self.fail(str(error), param, ctx)


def warn_of_rows_set_aside(directory: Directory, *, strict: bool) -> None:
    """Warns on standard error of rows that no figure counts; raises ``RowsSetAsideError`` in place of that."""
    if not directory.set_aside:
        return
    message = f"{list_incomplete(ENGLISH, directory.set_aside)} See them: python -m affiliates check"
    if strict:
        raise RowsSetAsideError(message)
    click.echo(f"Warning: {message}", err=True)


def mail_server_in(secrets: Path) -> MailServer | None:
    """The mail server that a file of secrets names; None without one, or without the file. Raises ``MailError``."""
    return mail_server(_section(secrets, "smtp"))


def returned_mailbox_in(secrets: Path) -> ReturnedMailbox | None:
    """The mailbox of returned mail that a file of secrets names; None and ``MailError`` as for the mail server."""
    return returned_mailbox(_section(secrets, "returned_mail"))


def _section(secrets: Path, name: str) -> dict[str, Any]:
    try:
        return dict(tomllib.loads(secrets.read_text(encoding="utf-8")).get(name, {}))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise MailError(f"{secrets}: cannot be read ({type(error).__name__}).") from None


def file_to_write(out: Path) -> Path:
    """The file itself where ``out`` is a link to one. Raises ``FileNotWrittenError`` for a device or a pipe, in whose
    place a file would stand afterwards."""
    if os.path.exists(out) and not os.path.isfile(out) and not os.path.isdir(out):
        raise FileNotWrittenError(f"{out} is not a file that can be replaced. Name one, such as report.pdf.")
    return Path(os.path.realpath(out))


strict_option = click.option(
    "--strict", is_flag=True, help="Write nothing, and exit with 1, where rows of the directory cannot be read."
)
country_option = click.option(
    "--country",
    type=click.Choice(tuple(COUNTRIES), case_sensitive=False),
    metavar=f"[{'|'.join(COUNTRIES)}]",
    help="Only this country. Default: both.",
)
as_of_option = click.option(
    "--as-of",
    type=Day(),
    metavar="DATE",
    help="Groups as of this day, such as 2026-03-31. Default: today (UTC).",
)
language_option = click.option(
    "--language",
    type=SpokenLanguage(),
    metavar="CODE",
    default=ENGLISH,
    help="What the report is written in, such as es or fr; CSV files are the same in every language. Default: English.",
)
secrets_option = click.option(
    "--secrets",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path(".streamlit/secrets.toml"),
    show_default=True,
    help="The file that names the mail server, under [smtp].",
)
any_user_option = click.option(
    "--any-user",
    is_flag=True,
    envvar="AFFILIATES_ANY_USER",
    help="Write also as another user than the one whom the data belongs to.  [env: AFFILIATES_ANY_USER]",
)
