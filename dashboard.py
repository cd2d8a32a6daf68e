"""The frame: page settings and navigation; then it runs the page."""

from components.shell.page import inside_shell, render_footer, start_page

page = start_page()
with inside_shell():
    page.run()
render_footer()
