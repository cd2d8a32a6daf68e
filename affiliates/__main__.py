"""The command line: ``python -m affiliates --help`` lists the commands."""

from affiliates.cli.main import main

if __name__ == "__main__":
    main()
