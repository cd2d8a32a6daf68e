"""The command ``site``: writes every page, picture and data file of the site into a folder."""

from dataclasses import replace
from pathlib import Path

import click

from affiliates.cli.options import (
    PublicAddress,
    mail_server_in,
    secrets_option,
    strict_option,
    warn_of_rows_set_aside,
)
from affiliates.geo.regions import SHIPPED_DATA
from affiliates.site.catalog import Site
from affiliates.site.export import Export, export_site
from affiliates.site.loader import site_data
from affiliates.storage.contract.store import Store
from affiliates.storage.settings import data_folder, open_store
from affiliates.upkeep.relay.reachable import ReachableGroups


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--base-url", required=True, type=PublicAddress(), help="Where the folder will be found, such as https://…/groups/."
)
@click.option("--app-url", default="", type=PublicAddress(), help="Where the interactive map is, if there is one.")
@secrets_option
@strict_option
def site(folder: Path, base_url: str, app_url: str, secrets: Path, strict: bool) -> None:
    """Write the site as files into FOLDER: for a web server, a CDN, WordPress, or a memory stick.

    It works without scripts and without this program. Run it again to renew it: the content is replaced once the new
    one is whole, and files that others put there or changed stay as they are.
    """
    store = open_store()
    warn_of_rows_set_aside(store.directory.read(), strict=strict)
    data = site_data(store, base_url, app_url, is_copy=True)
    documents = Site(replace(data, reachable_groups=groups_to_write_to(store, app_url, secrets))).documents
    export = export_site(documents, folder, private=(data_folder(), SHIPPED_DATA))
    click.echo("\n".join(_sentences(folder, export)))


def groups_to_write_to(store: Store, app_url: str, secrets: Path) -> frozenset[str]:
    """The groups to whose page in the app the copy leads those who want to write to them.

    None without an app, or where it cannot send mail by what the file of ``secrets`` says; raises ``MailError``.
    """
    return ReachableGroups(store).ids() if app_url and mail_server_in(secrets) else frozenset()


def _sentences(folder: Path, export: Export) -> list[str]:
    count = len(export.written) + len(export.unchanged)
    said = [
        f"{folder}: {count:,} files, {export.size:,} bytes. New or changed: {len(export.written):,}. "
        f"Removed: {len(export.removed):,}."
    ]
    if export.left_alone:
        said.append("Left as they are, because somebody else put them there or changed them:")
    return [*said, *(f"  {folder / name}" for name in export.left_alone)]
