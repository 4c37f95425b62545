"""
A real OpenID Connect provider with invented people, for trials and tests. It is not VNeID.

Knows nothing of the rest of Một Cửa: it speaks to us only over HTTP.
"""

from motcua.exchange.vneid.simulator.app import FAULTS, Simulator
from motcua.exchange.vneid.simulator.people import Citizen, read_people
from motcua.exchange.vneid.simulator.provider import Client

__all__ = ["FAULTS", "Citizen", "Client", "Simulator", "read_people"]
