"""What the system answers when it will not do something."""

from typing import ClassVar

from motcua.kernel.text import msgid


class Refusal(Exception):
    """
    A foreseen "no": a stable code for machines and a sentence for people.

    Each module defines its own refusals in its ``errors.py``. ``message`` is a Vietnamese sentence
    with ``{named}`` places, or a lazy one, said in the language of whoever reads it; the values are
    given when it is raised. Anything else that is raised is a bug.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[object] = msgid("Không thực hiện được.")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(str(self))

    def __str__(self) -> str:
        return str(self.message).format(**self.facts)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.facts)


def _again(kind: type[Refusal], facts: dict[str, object]) -> Refusal:
    """Make a refusal anew where it arrives from another process."""
    return kind(**facts)
