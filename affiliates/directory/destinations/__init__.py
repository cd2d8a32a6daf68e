"""Where a link leads: the host that a browser opens, and addresses that only lead on."""
