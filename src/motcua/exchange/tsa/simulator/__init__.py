"""
An authority of time stamps for trials: a real RFC 3161 server on loopback, with keys of the demo authority.

It also serves what such an authority publishes: its root and its list of revoked certificates.
"""

from motcua.exchange.tsa.simulator.app import FAULTS, Stamps

__all__ = ["FAULTS", "Stamps"]
