"""Where applications, decisions and reviewers are kept; the only code that writes files."""
