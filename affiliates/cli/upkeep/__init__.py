"""Commands for a job that runs every week or month."""
