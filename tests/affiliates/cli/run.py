"""Runs the command line in this process."""

from pathlib import Path

from click.testing import CliRunner, Result

from affiliates.cli.main import main


def run_command(*arguments: str | Path, **environment: str) -> Result:
    """How ``python -m affiliates`` with these arguments ends; an unexpected exception is raised."""
    return CliRunner().invoke(main, [*map(str, arguments)], env=environment, catch_exceptions=False)
