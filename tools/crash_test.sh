#!/bin/sh
# make crash-test: kills, many writers, bad luck, and a small file system that is filled; given the Python to use.
set -eu
small=$(mktemp -d)
if mount -t tmpfs -o size=256k,mode=700 none "$small" 2>/dev/null; then
    trap 'umount "$small"; rmdir "$small"' EXIT
    "$1" -m tests.crash_at_length --full "$small"
else
    trap 'rmdir "$small"' EXIT
    echo "No small file system can be mounted here (it takes root): a limit on the size of files stands in for it."
    "$1" -m tests.crash_at_length --small-files
fi
