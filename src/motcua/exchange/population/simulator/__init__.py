"""
A population register with invented people, for trials and tests: a real SOAP server on loopback.

Knows nothing of the rest of Một Cửa: it speaks to us only over HTTP. Its people include those of the VNeID
simulator, and their families.
"""

from motcua.exchange.population.simulator.app import FAULTS, Register
from motcua.exchange.population.simulator.people import Record, read_register

__all__ = ["FAULTS", "Record", "Register", "read_register"]
