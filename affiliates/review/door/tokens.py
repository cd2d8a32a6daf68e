"""Secrets that stand for somebody: only their hashes are kept."""

import hashlib


def hash_token(secret: str) -> str:
    """A stand-in for a secret of full strength: a token, a login, a passphrase's argon2 hash."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
