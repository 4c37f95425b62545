"""
Provinces and communes before and since 1 July 2025, and the addresses people write with them. Pure.

The tables (``data/*.tsv``, made by ``tools/take_places.py``) are read when first asked: 30 ms.
"""

from motcua.kernel.places.comparing import compare_addresses
from motcua.kernel.places.reading import Address, read_address
from motcua.kernel.places.tables import (
    Commune,
    OldCommune,
    Province,
    came_from,
    commune,
    communes,
    old_communes,
    provinces,
)

__all__ = [
    "Address", "Commune", "OldCommune", "Province", "came_from", "commune", "communes", "compare_addresses",
    "old_communes", "provinces", "read_address",
]  # fmt: skip
