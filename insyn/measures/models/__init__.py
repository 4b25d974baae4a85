"""Signals, how they were weighed, the rules behind them, and the months that are decided."""

from insyn.measures.models.months import DecidedMonth, FalseAlarms
from insyn.measures.models.settings import Duty, RuleSet
from insyn.measures.models.signals import Signal, SignalRow, Weighing

__all__ = ["DecidedMonth", "Duty", "FalseAlarms", "RuleSet", "Signal", "SignalRow", "Weighing"]
