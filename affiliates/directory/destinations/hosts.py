"""Hosts of web addresses: where a browser goes, and letters of several scripts that are made to look alike."""

import re
import unicodedata
from ipaddress import IPv4Address
from urllib.parse import urlsplit

import idna

# Writing systems that use several scripts side by side: "highly restrictive" in Unicode's security mechanisms (UTS 39,
# 5.2). CJK stands for the ideographs that China, Japan and Korea share.
_JAPANESE = {"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}
_WRITING_SYSTEMS = (_JAPANESE, {"LATIN", "CJK", "HANGUL"}, {"LATIN", "CJK", "BOPOMOFO"})
_NUMBER = re.compile(r"\d+|0x[\da-f]*")


def browser_host(link: str) -> str:
    """The host that a browser goes to, in the ASCII in which it asks for it: "xn--cole-9oa.example".

    Raises ``ValueError`` for a host that no browser takes, and for one that it would take for the number of a machine,
    unless that is written in full: "0x7f.1" is 127.0.0.1.
    """
    host = (urlsplit(link).hostname or "").rstrip(".")
    ascii_host = host if host.isascii() else idna.encode(host, uts46=True).decode()
    return str(IPv4Address(ascii_host)) if _NUMBER.fullmatch(ascii_host.rpartition(".")[2]) else ascii_host


def mixes_scripts(ascii_host: str) -> bool:
    """Whether a label of a host, as ``browser_host`` gives it, has letters of scripts that nobody writes together.

    Latin "o" and Cyrillic "о" cannot be told apart. Raises ``ValueError`` for a host that no browser takes.
    """
    labels = (idna.decode(label) for label in ascii_host.split(".") if label.startswith("xn--"))
    return any(not _is_written_together(_scripts(label)) for label in labels)


def _is_written_together(scripts: set[str]) -> bool:
    return len(scripts) <= 1 or any(scripts <= system for system in _WRITING_SYSTEMS)


def _scripts(label: str) -> set[str]:
    """The scripts of the letters in a label, by the first word of their names in Unicode."""
    return {unicodedata.name(each, "UNKNOWN").split()[0] for each in label if unicodedata.category(each)[0] == "L"}
