"""The way to a database on another machine is encrypted, and leads to the right one where the address asks for it."""

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from affiliates.errors import StoreBusyError
from affiliates.storage.postgres.connection.database import Database
from affiliates.storage.postgres.store import PostgresStore
from tests.certificates import made_up_certificate
from tests.made_up import application, row, write_directory
from tests.postgres.databases import Databases
from tests.postgres.tls_line import TlsLine

HOST = "db.made-up.example"
Open = Callable[..., PostgresStore]


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    return made_up_certificate(tmp_path / "ours", days_left=1, host=HOST)


@pytest.fixture
def secure(databases: Databases, certificate: tuple[Path, Path]) -> Iterator[TlsLine]:
    """A database that is encrypted, with a certificate of its own."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    line = TlsLine(databases.server.port, context)
    yield line
    line.close()
    databases.empty()


@pytest.fixture
def open_by(databases: Databases, tmp_path: Path) -> Iterator[Open]:
    """Opens the store by a line, as on a machine with the name ``host``, which is this one."""
    opened: list[Database] = []
    write_directory(tmp_path, row(900))

    def open_(line: TlsLine, host: str = HOST, **settings: str) -> PostgresStore:
        name = databases.address_of(tmp_path).rpartition("/")[2]
        settings |= {"hostaddr": "127.0.0.1", "gssencmode": "disable"}
        opened.append(Database(f"postgresql://app@{host}:{line.port}/{name}?{urlencode(settings)}"))
        return PostgresStore(opened[-1], shipped=tmp_path)

    yield open_
    for each in opened:
        each.close()


def test_machine_with_the_certificate_that_we_trust_is_used(
    secure: TlsLine, open_by: Open, certificate: tuple[Path, Path]
) -> None:
    store = open_by(secure, sslmode="verify-full", sslrootcert=str(certificate[0]))
    store.add(application(1))

    assert store.applications() == [application(1)]
    assert secure.encrypted


@pytest.mark.parametrize(("host", "trusted"), [("other.made-up.example", "ours"), (HOST, "theirs")])
def test_machine_of_another_name_or_with_a_certificate_of_somebody_else_is_not(
    secure: TlsLine, open_by: Open, tmp_path: Path, host: str, trusted: str
) -> None:
    made_up_certificate(tmp_path / "theirs", days_left=1, host=HOST)
    store = open_by(secure, host, sslmode="verify-full", sslrootcert=str(tmp_path / trusted / "certificate.pem"))

    with pytest.raises(StoreBusyError, match="cannot be reached"):
        store.add(application(1))


def test_encryption_needs_no_setting(secure: TlsLine, open_by: Open) -> None:
    assert open_by(secure).applications() == []
    assert secure.encrypted


def test_nothing_is_said_to_another_machine_that_encrypts_nothing(databases: Databases, open_by: Open) -> None:
    line = TlsLine(databases.server.port, None)
    with pytest.raises(StoreBusyError, match="cannot be reached"):
        open_by(line).applications()
    line.close()

    assert line.unencrypted == b""
