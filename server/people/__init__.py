"""Where people say that they want a group where they live, and the pages behind the links in letters to them."""
