"""What the app imports, imported: what new servers are copied from (``tests/warm_server.py``).

Not the map's component, which says at its import to the server that it is there, and what imports it.
"""

import gc
import sys
from importlib import import_module
from pkgutil import walk_packages

import folium
import streamlit.web.bootstrap
import streamlit.web.cli

import affiliates
import server

__all__ = ["folium", "streamlit"]

for package in affiliates, server:
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
assert "streamlit_folium" not in sys.modules
gc.collect()
gc.freeze()  # what is never collected is never written to, and the copies share it
