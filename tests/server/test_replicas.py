"""Several processes behind one address: what each refuses to start without."""

from collections.abc import Callable, Iterator

import pytest
from streamlit import config

from affiliates.errors import SettingError
from server.settings import require_shared_secret

Set = Callable[[str, str], None]
SECRET = "0123456789abcdef" * 2


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> Iterator[Set]:
    """Sets variables as they are when a process starts."""

    def set_both(replicas: str, secret: str) -> None:
        monkeypatch.setenv("AFFILIATES_REPLICAS", replicas)
        monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", secret)
        if not secret:
            monkeypatch.delenv("STREAMLIT_SERVER_COOKIE_SECRET")
        config.get_config_options(force_reparse=True)

    yield set_both
    monkeypatch.undo()
    config.get_config_options(force_reparse=True)


@pytest.mark.parametrize("secret", ["", "short"])
def test_several_processes_do_not_start_without_a_secret_in_common(variables: Set, secret: str) -> None:
    variables("2", secret)

    with pytest.raises(SettingError, match="the same random text of 32"):
        require_shared_secret()


@pytest.mark.parametrize(("replicas", "secret"), [("2", SECRET), ("1", ""), ("", "")])
def test_several_start_with_one_and_one_process_needs_none(variables: Set, replicas: str, secret: str) -> None:
    variables(replicas, secret)
    require_shared_secret()

    assert config.is_manually_set("server.cookieSecret") is bool(secret)


@pytest.mark.parametrize("replicas", ["0", "65", "two", "-1", "²"])
def test_what_is_no_number_of_processes_is_refused(variables: Set, replicas: str) -> None:
    variables(replicas, SECRET)

    with pytest.raises(SettingError, match="1 to 64"):
        require_shared_secret()
