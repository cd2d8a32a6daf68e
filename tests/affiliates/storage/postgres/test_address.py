"""Where the database is: encrypted on the way, never shown with its password."""

from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from affiliates.errors import SettingError
from affiliates.storage import settings
from affiliates.storage.files.store import FileStore
from affiliates.storage.postgres.connection.address import connection_settings, database_name
from affiliates.storage.postgres.store import PostgresStore

REMOTE = "postgresql://app:secret@db.made-up.example/map"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (REMOTE, "require"),
        (f"{REMOTE}?sslmode=verify-full", "verify-full"),
        ("postgresql://app@localhost,db.made-up.example/map", "require"),
        ("postgresql://app@localhost/map", None),
        ("postgresql://app@127.0.0.1/map", None),
        ("postgresql:///map?host=/run/postgresql", None),
    ],
)
def test_way_to_another_machine_is_encrypted(address: str, expected: str | None) -> None:
    assert conninfo_to_dict(connection_settings(address)).get("sslmode") == expected


def test_messages_name_no_password() -> None:
    assert database_name(REMOTE) == "the database map on db.made-up.example"
    with pytest.raises(SettingError) as raised:
        connection_settings("postgresql://app:secret@:port/map?nonsense=secret")
    assert "secret" not in str(raised.value)


def test_store_is_the_one_that_the_settings_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFILIATES_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert isinstance(settings.open_store(), FileStore)
    monkeypatch.setenv("AFFILIATES_STORE", REMOTE)
    assert isinstance(settings.open_store(), PostgresStore)
    monkeypatch.setenv("AFFILIATES_STORE", "mysql://app@localhost/map")
    with pytest.raises(SettingError, match="postgresql://"):
        settings.open_store()


def test_address_may_stand_in_the_secrets_of_streamlit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text(f'AFFILIATES_STORE = "{REMOTE}"\n\n[smtp]\nhost = "x"\n')
    monkeypatch.chdir(tmp_path)
    settings.address_in_secrets.cache_clear()

    try:
        assert settings.store_place() == REMOTE
    finally:
        settings.address_in_secrets.cache_clear()
