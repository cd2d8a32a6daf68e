"""Which groups are there for my family?"""

from components.find.page import find_a_group
from components.find.welcome import find_title
from components.shell.page import ensure_shell

ensure_shell()
find_title()
find_a_group()
