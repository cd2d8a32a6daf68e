"""Where everything is kept: the contract of any store, and the stores."""
