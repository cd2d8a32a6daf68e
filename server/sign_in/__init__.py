"""The page on which reviewers sign in with a passphrase, and the cookies that keep them signed in."""
