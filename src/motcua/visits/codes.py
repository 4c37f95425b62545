"""The code that opens an appointment: what its owner writes down, or has in a calendar."""

import secrets

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without what is mistaken for something else: I, O, 0, 1."""
LENGTH = 12


def new_code() -> str:
    """Return sixty bits of chance: nobody guesses them within the limits of the pages."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """
    Return the code as it is shown.

    >>> grouped("ABCDEFGHJKLM")
    'ABCD-EFGH-JKLM'
    """
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def read_code(text: str) -> str:
    """
    Return the code somebody typed, or "".

    >>> read_code("abcd efgh-jklm"), read_code("123")
    ('ABCDEFGHJKLM', '')
    """
    code = "".join(letter for letter in text.upper() if letter in LETTERS)
    return code if len(code) == LENGTH else ""
