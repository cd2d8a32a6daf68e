"""Which groups are there for me?"""

from components.find_group import find_a_group
from components.frame import require_frame

require_frame()
find_a_group()
