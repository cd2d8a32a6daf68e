"""The app's entry point: the server, and inside it what every visitor sees.

``streamlit run dashboard.py``, ``uvicorn dashboard:app`` and a host for Streamlit apps all start ``app``. Streamlit
then runs this file once more for each visitor and each click, under the name ``__main__``.
"""

import streamlit as st
from starlette.middleware import Middleware

if __name__ == "__main__":
    from components.shell.page import end_page, inside_shell, pages, start_page
    from components.state.turns import turn_to_draw_page

    with turn_to_draw_page():
        every_page = pages()
        page = start_page(every_page)
        with inside_shell():
            page.run()
        end_page(every_page, page)
else:
    from components.shell.first_page import map_script, prepare_first_page
    from server.front import Front, server_error

    front = Front(prepare=prepare_first_page, map_script=map_script)
    app = st.App(
        __file__,
        middleware=[Middleware(front.around)],
        lifespan=front.lifespan,
        exception_handlers={Exception: server_error},
    )
