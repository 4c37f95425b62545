"""What the readers answer about a file; ``client`` turns it into a refusal. No Django here."""


class Refused(Exception):
    """The file will not be taken; ``why`` is a key of ``client.REFUSALS``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
