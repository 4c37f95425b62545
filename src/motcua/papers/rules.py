"""Pure decisions about names, codes and what may be shown in public."""

import base64
import re
import secrets

from motcua.kernel.text import tidy, within

CODE_BYTES = 10  # 80 bits: sixteen letters and digits of base32, no zero and no one
FILE_NAME_BYTES = 255  # what every file system accepts

_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff/\\]")


def new_code() -> str:
    """Return a fresh verification code that cannot be guessed."""
    return base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode("ascii")


def group_code(code: str) -> str:
    """
    Return the code in groups of four, for eyes and voices.

    >>> group_code("ABCDEFGHIJKLMNOP")
    'ABCD-EFGH-IJKL-MNOP'
    """
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def read_code(text: str) -> str:
    """
    Return the code somebody typed, or "" when it cannot be one.

    Groups, spaces and small letters are forgiven; zero and one are not in the alphabet, so they
    are read as the letters they look like.
    """
    code = re.sub(r"[\s\-]", "", text).upper().replace("0", "O").replace("1", "I")
    return code if re.fullmatch(r"[A-Z2-7]{16}", code) else ""


def storage_name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def preview_name(sha256: str, number: int = 0) -> str:
    """Return the name of the small picture of a file, or of a page of it to be read."""
    page = f"-{number}" if number else ""
    return f"previews/{sha256[:2]}/{sha256}{page}.webp"


ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "audio/wav": (".wav",),
}


def named_as_it_is(name: str, media_type: str) -> str:
    """
    Return the name with an ending that says what the file is, so that nobody opens it as another thing.

    >>> named_as_it_is("can-cuoc.exe", "image/jpeg"), named_as_it_is("Anh.JPG", "image/jpeg")
    ('can-cuoc.exe.jpg', 'Anh.JPG')
    """
    endings = ENDINGS[media_type]
    if name.lower().endswith(endings):
        return name
    room = FILE_NAME_BYTES - len(endings[0])
    return name.encode()[:room].decode(errors="ignore") + endings[0]


_IDENTITY = re.compile(r"căn cước|chứng minh nhân dân|hộ chiếu|\bcccd\b|\bcmnd\b", re.IGNORECASE)


def proves_identity(title: str) -> bool:
    """
    Tell whether a paper is one by which somebody could pass for its holder.

    >>> proves_identity("Bản sao thẻ căn cước công dân"), proves_identity("Tờ khai")
    (True, False)
    """
    return bool(_IDENTITY.search(tidy(title)))


def clean_file_name(name: str) -> str:
    """Return the name without folders, control or direction-changing characters, in NFC."""
    base = re.split(r"[/\\]", name)[-1]
    return tidy(_NOT_IN_A_NAME.sub("", base)).strip(". ")


def fits_a_disk(name: str) -> bool:
    return len(name.encode("utf-8")) <= FILE_NAME_BYTES


def mask_name(name: str) -> str:
    """
    Return a name that its holder recognises and nobody else can look up.

    >>> mask_name("Nguyễn Văn An")
    'N***** V** An'
    """
    parts = tidy(name).split()
    if len(parts) == 1:
        return parts[0][0] + "*" * (len(parts[0]) - 1)
    return " ".join([p[0] + "*" * (len(p) - 1) for p in parts[:-1]] + parts[-1:])


def mask_identifier(identifier: str) -> str:
    """
    Return an identifier with only its last three characters left.

    >>> mask_identifier("064090001234")
    '*********234'
    """
    bare = tidy(identifier)
    return "*" * max(len(bare) - 3, 0) + bare[-3:] if len(bare) > 3 else "*" * len(bare)


_COMMITTEE = "Ủy ban nhân dân "
_KIND_OF_PLACE = re.compile(r"^(tỉnh|thành phố|phường|xã|đặc khu|thị trấn) ", re.IGNORECASE)
_DEPARTMENTS = ("Sở ", "Ban ", "Văn phòng ", "Thanh tra ", "Trung tâm Phục vụ hành chính công tỉnh")


def place_of(agency: str, province: str) -> str:
    """
    Return the place written before the date: that of the committee, else that of the province.

    >>> place_of("Ủy ban nhân dân phường Pleiku", "Tỉnh Gia Lai")
    'Pleiku'
    """
    where = agency.removeprefix(_COMMITTEE) if agency.startswith(_COMMITTEE) else province
    return _KIND_OF_PLACE.sub("", where)


def agency_above(agency: str, province: str) -> str:
    """Return the agency named above this one on a head: only a province's departments have one."""
    if agency.startswith(_DEPARTMENTS):
        return _COMMITTEE + within(province)
    return ""


def authority_lines(agency: str, post: str) -> tuple[str, ...]:
    """
    Return the lines above a signer's name (Decree 30/2020/ND-CP, Appendix I, part I, item 7).

    A committee signs through its chair, "TM."; a deputy signs for the head, "KT.".

    >>> authority_lines("Ủy ban nhân dân phường Pleiku", "Phó Chủ tịch")
    ('TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH')
    """
    lines = []
    if agency.startswith(_COMMITTEE) and "chủ tịch" in post.lower():
        lines.append("TM. ỦY BAN NHÂN DÂN")
    if post.lower().startswith("phó "):
        lines.append("KT. " + post[4:].upper())
    lines.append(post.upper())
    return tuple(lines)
