"""The names of attached form files, glued behind the name of a paper: "Tờ khaiMẫu số 01.docx"."""

import re
from dataclasses import dataclass
from itertools import pairwise

from motcua.catalogue.crawl.cells import LOWER, UPPER

_EXTENSION = (
    r"\.(?i:docx|doc(?!x)|pdf|xlsx|xls(?!x)|rtf|odt|ods|zip|rar|7z|jpe?g|png|tiff?|xml|txt|pptx|ppt(?!x))"
)
_ENDING = re.compile(rf"{_EXTENSION}(?:{_EXTENSION})?")
_NEVER_IN_A_NAME = re.compile(r"[/\\:*?\"<>|\n]")
# A new cell begins where a capital, digit or letter follows without the space that text would have.
_SEAMS = re.compile(
    rf"(?<=[{LOWER}])(?=[{UPPER}])"  # "nướcMẫu"
    rf"|(?<=[{UPPER}]{{2}})(?=[{UPPER}][{LOWER}])"  # "NĐ-CPMẫu"
    rf"|(?<=[0-9])(?=[{UPPER}][{LOWER}])"  # "2024Mẫu"
    rf"|(?<=[;:)\]”\"…,])(?=[{UPPER}{LOWER}0-9])"  # ";Mẫu", ")01.docx"
    rf"|(?<=[{LOWER}).;]\.)(?=[{UPPER}{LOWER}0-9])"  # "này.Mẫu", ").47-Mẫu 8A"
    rf"|(?<=[{UPPER}]{{2}}\.)(?=[{UPPER}])"  # "NĐ-CP.Mẫu"
    rf"|(?<=[{UPPER}]{{2}})(?=[{LOWER}]{{2}})"  # "NĐ-CPmau"
    rf"|(?<=[{LOWER}])(?=[0-9])"  # "định1.4"
    rf"|(?<=/[0-9]{{4}}\.)(?=[{UPPER}])"  # "15/5/2024.Mẫu"
)
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Attached:
    """Where the paper's own name ends, and its files. ``sure`` False: the first file may begin elsewhere."""

    name_end: int
    files: tuple[str, ...]
    sure: bool = True


def attached_files(text: str) -> Attached:
    """Find the files at the end of ``text``."""
    ends = [match.end() for match in _ENDING.finditer(text)]
    if not ends or text[ends[-1] :].strip():
        return Attached(len(text), ())
    first = _first_of_run(text, ends)
    start = _start(text, first)
    if start is None:
        return Attached(len(text), (), sure=False)
    cuts = [start, *(end for end in ends if end >= first)]
    names = [text[a:b].strip() for a, b in pairwise(cuts)]
    return Attached(start, tuple(filter(None, names)))


def _first_of_run(text: str, ends: list[int]) -> int:
    """Return the end of the first file of the last unbroken run of files."""
    first = ends[-1]
    for end in reversed(ends[:-1]):
        if first - end > _LONGEST_NAME or text[end : end + 1].isspace():
            break
        first = end
    return first


def _start(text: str, first: int) -> int | None:
    """
    Return where the file name that ends at ``first`` begins, or None if that is not certain.

    It begins at a seam, after the last character that no file name can hold. File names have seams
    of their own ("MauDanhsach.docx"): in one word the first seam is where the cell begins; seams in
    several words leave several answers.
    """
    floor = max(0, first - _LONGEST_NAME)
    stem = [match.start() for match in _ENDING.finditer(text, floor, first)][-1]
    barred = [match.end() for match in _NEVER_IN_A_NAME.finditer(text, floor, stem)]
    seams = [match.start() for match in _SEAMS.finditer(text, barred[-1] if barred else floor + 1, stem)]
    if not seams:
        return None
    words = {_word_start(text, seam): seam for seam in reversed(seams)}
    return seams[0] if len(words) == 1 else None


def _word_start(text: str, at: int) -> int:
    return max(text.rfind(space, 0, at) for space in " \n\t\xa0")
