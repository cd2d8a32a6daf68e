"""The pages that are open while the server begins and ends."""
