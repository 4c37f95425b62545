"""News of acts goes up: modules above register what they do once an act is committed."""

from collections.abc import Callable

from motcua.journal.models import Act

Follower = Callable[[Act], None]
_followers: list[tuple[str, Follower]] = []


def follower(prefix: str) -> Callable[[Follower], Follower]:
    """Register a function called, in the background, for every act whose verb starts with ``prefix``."""

    def register(function: Follower) -> Follower:
        _followers.append((prefix, function))
        return function

    return register


def followers_of(verb: str) -> list[Follower]:
    return [function for prefix, function in _followers if verb.startswith(prefix)]
