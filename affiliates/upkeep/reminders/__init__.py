"""The yearly question to each group: is your entry still right?"""
