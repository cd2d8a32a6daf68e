"""The commands of ``python -m affiliates``, and what happens when one of them fails."""

import os
import sys
from errno import ENOSPC
from io import TextIOWrapper
from typing import Any

import click

from affiliates.cli.check import check
from affiliates.cli.coverage import coverage
from affiliates.cli.export import export
from affiliates.cli.import_list import import_list
from affiliates.cli.maintenance import erase, prune, reviewer
from affiliates.cli.report import report
from affiliates.cli.site import site
from affiliates.cli.upkeep.links import links
from affiliates.cli.upkeep.remind import remind
from affiliates.cli.upkeep.store import store
from affiliates.errors import AffiliatesError


class _Commands(click.Group):
    """Commands that end with a sentence instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # there is none where it was closed
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")  # a question mark for what a terminal cannot show
        try:
            result = super().invoke(ctx)
            if sys.stdout:
                sys.stdout.flush()
            return result
        except AffiliatesError as error:
            click.echo(error, err=True)
            ctx.exit(1)
        except BrokenPipeError:  # the reader has seen enough, as in: python -m affiliates coverage | head
            _say_nothing_more()
            ctx.exit(0)
        except OSError as error:
            if error.errno != ENOSPC:
                raise
            _say_nothing_more()
            click.echo("No room is left for what this command says. Make room and run it again.", err=True)
            ctx.exit(1)


def _say_nothing_more() -> None:
    """Else Python would try once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=_Commands)
def main() -> None:
    """Check, measure and maintain the directory of affiliate groups.

    The environment variable AFFILIATES_DATA names the folder with the data; by default it is the data that comes with
    the app. AFFILIATES_STORE names a database that keeps everything instead.
    """


for _command in (check, coverage, report, site, import_list, export, reviewer, links, remind, erase, prune, store):
    main.add_command(_command)
