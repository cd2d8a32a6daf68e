"""What reviewers decided, against what the directory's file says."""
