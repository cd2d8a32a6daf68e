"""The command line, ``python -m affiliates``: one module per command or family of commands."""
