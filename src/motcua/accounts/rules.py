"""Whether two records are of one person. Pure."""

from motcua.kernel.text import fold


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: tone marks and capitals are often lost on the way."""
    return fold(one) == fold(other)


def same_birth_date(one: str, other: str) -> bool:
    """Whether two dates agree as far as both are known: ``1956`` agrees with ``1956-03-15``."""
    return one.startswith(other) or other.startswith(one)
