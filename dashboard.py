"""The app's entry point: the shell around every page, and inside it the page itself."""

from components.shell.page import inside_shell, render_footer, start_page

page = start_page()
with inside_shell():
    page.run()
render_footer()
