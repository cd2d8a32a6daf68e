"""The public address that the operator sets."""

import pytest

from affiliates.errors import SettingError
from affiliates.site.settings import PUBLIC_URL, public_url


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ("", ""),
        ("  ", ""),
        ("https://groups.example", "https://groups.example/"),
        (" https://groups.example/map/ ", "https://groups.example/map/"),
        ("http://127.0.0.1:8501//", "http://127.0.0.1:8501/"),
    ],
)
def test_address_ends_in_one_slash(monkeypatch: pytest.MonkeyPatch, setting: str, address: str) -> None:
    monkeypatch.setenv(PUBLIC_URL, setting)

    assert public_url() == address


def test_without_the_setting_there_is_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PUBLIC_URL, raising=False)

    assert public_url() == ""


@pytest.mark.parametrize(
    "setting",
    [
        "groups.example",
        "ftp://groups.example/",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://user:secret@groups.example/",
        "https://groups.example/?region=US-MI",
        "https://groups.example/#top",
        "https://groups.example:port/",
        "https://groups.example/a b",
        'https://groups.example/"><script>',
        "https://[groups.example/",
    ],
)
def test_anything_else_is_refused_with_an_example(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(PUBLIC_URL, setting)

    with pytest.raises(SettingError, match=r"AFFILIATES_PUBLIC_URL"):
        public_url()
