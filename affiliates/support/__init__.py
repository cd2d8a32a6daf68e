"""Who else helps a family: the organizations of each state and province, and the national lists behind them."""
