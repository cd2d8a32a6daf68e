"""``python -m server``: as ``streamlit run dashboard.py``, for a process behind a proxy; takes the same options.

Streamlit listens first and imports the app then, which takes seconds on a busy machine: a proxy would meanwhile send
visitors to a port where nobody answers. Here everything is imported before anybody listens.
"""

import sys

from streamlit.web import cli

import server.front  # noqa: F401

if __name__ == "__main__":
    cli.main(["run", "dashboard.py", *sys.argv[1:]], prog_name="python -m server")
