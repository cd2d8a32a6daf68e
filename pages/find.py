"""Which groups are there for me?"""

from components.find_group import find_a_group
from components.shell.page import require_frame
from components.welcome import find_title

require_frame()
find_title()
find_a_group()
