"""The frame: page settings and navigation; then it runs the page."""

from components.shell.page import close_frame, inside_the_frame, open_frame

page = open_frame()
with inside_the_frame():
    page.run()
close_frame()
