"""How reviewers get in from a browser by passphrase, however many others are guessing."""
