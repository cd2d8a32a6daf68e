"""Which groups are there for my family?"""

from components.find.page import find_a_group
from components.shell.page import ensure_shell

ensure_shell()
find_a_group()
