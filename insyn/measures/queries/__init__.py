"""What is asked of signals and of the counts behind them."""
