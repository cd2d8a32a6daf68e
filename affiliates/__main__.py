"""The command line: ``python -m affiliates --help`` says what there is."""

import sys

from affiliates.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
