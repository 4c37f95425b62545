"""
Kiểm tra gói chứng cứ của một hồ sơ: chạy "python3 verify.py" trong thư mục đã giải nén, không cần mạng.

Needs nothing but Python 3.11. Says what it checked, what is wrong, and what it could not check.
Exit code: 0 all that was checked is right, 1 something was changed, 2 this is not a whole pack.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

Point = tuple[int, int]

# P-256 (FIPS 186-5; SEC 2, 2.4.2)
P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
SAID_TWICE = ("number", "previous", "verb", "at", "actor_name")
UNLISTED = {"manifest.json", "manifest.jws"}


def main(folder: Path, expected_key: str) -> int:
    try:
        written = (folder / "manifest.json").read_bytes()
        manifest = json.loads(written)
        signed = (folder / "manifest.jws").read_text("ascii")
    except (OSError, ValueError) as error:
        say("SAI", f"Không đọc được bản kê: {error}")
        return 2
    wrong = [*seal_faults(signed, written), *file_faults(folder, manifest), *act_faults(folder, manifest)]
    for fault in wrong:
        say("SAI", fault)
    key = thumbprint(header_of(signed).get("jwk", {}))
    if expected_key and key != expected_key:
        wrong.append(f"Khóa niêm phong là {key}, không phải {expected_key}.")
        say("SAI", wrong[-1])
    if not wrong:
        passed(manifest)
    limits(manifest, key, compared=bool(expected_key))
    return 1 if wrong else 0


def passed(manifest: dict[str, Any]) -> None:
    point = manifest["checkpoint"]
    say("ĐÚNG", f"Niêm phong của bản kê, lập lúc {manifest['made_at']}, cho hồ sơ {manifest['dossier']}.")
    say("ĐÚNG", f"{len(manifest['files'])} tệp còn nguyên như khi lập gói, không thừa, không thiếu.")
    say("ĐÚNG", f"{point['number']} việc trong nhật ký nối liền nhau đến mốc {point['hash'][:16]}…")


def limits(manifest: dict[str, Any], key: str, *, compared: bool) -> None:
    if not compared:
        where = f"{manifest['site']}/.well-known/jwt-vc-issuer"
        say("CHƯA KIỂM TRA", f"Khóa niêm phong {key} có phải của cơ quan không: so với “kid” ở {where}")
        say("", f"rồi chạy lại: python3 verify.py {key}")
    if manifest["closed_acts"]:
        more = "việc do cơ quan làm chỉ có tên, giờ và mã băm; nội dung nằm ở gói của cơ quan."
        say("CHƯA KIỂM TRA", f"{manifest['closed_acts']} {more}")
    say("CHƯA KIỂM TRA", "Chữ ký, dấu thời gian trong các tệp PDF (cần pyHanko): mở bằng phần mềm đọc PDF")
    say("", f"có kiểm tra chữ ký, hoặc tải lên {manifest['site']}/kiem-tra/")


def seal_faults(signed: str, written: bytes) -> list[str]:
    """The manifest is what was sealed, and the seal is by the key that it names."""
    try:
        head, payload, signature = signed.strip().split(".")
        header = json.loads(unbase64(head))
        key = header["jwk"]
        point = number(key["x"]), number(key["y"])
        good = header["alg"] == "ES256" and genuine(point, f"{head}.{payload}".encode(), unbase64(signature))
        same = unbase64(payload) == written
    except (ValueError, KeyError, TypeError):
        return ["Không đọc được niêm phong (manifest.jws)."]
    found = [] if good else ["Niêm phong của bản kê không đúng."]
    return found if same else [*found, "Bản kê khác bản đã niêm phong."]


def file_faults(folder: Path, manifest: dict[str, Any]) -> list[str]:
    found, listed = [], set()
    for each in manifest["files"]:
        path = folder / each["path"]
        listed.add(each["path"])
        if ".." in Path(each["path"]).parts or not path.is_file():
            found.append(f"Thiếu tệp {each['path']} ({each['what']}).")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != each["sha256"]:
            found.append(f"Tệp {each['path']} ({each['what']}) đã bị sửa.")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return found + [f"Tệp {path} không có trong bản kê." for path in sorted(there - listed - UNLISTED)]


def act_faults(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """Each act carries the hash of the act before it; the last is the one that was sealed."""
    try:
        acts = json.loads((folder / "acts.json").read_bytes())
        previous = ""
        for place, act in enumerate(acts, 1):
            if act["number"] != place or act["previous"] != previous:
                return [f"Việc thứ {place} trong nhật ký không nối với việc trước nó."]
            if "facts" in act and hash_of(act["facts"]) != act["hash"]:
                return [f"Việc thứ {place} trong nhật ký ({act['verb']}) đã bị sửa."]
            if any(act["facts"][name] != act[name] for name in SAID_TWICE if "facts" in act):
                return [f"Việc thứ {place} trong nhật ký nói khác nội dung của nó."]
            previous = act["hash"]
    except (OSError, ValueError, KeyError, TypeError):
        return ["Không đọc được nhật ký (acts.json)."]
    point = manifest["checkpoint"]
    if (len(acts), previous) != (point["number"], point["hash"]):
        return ["Nhật ký không kết thúc ở mốc đã niêm phong."]
    return []


def hash_of(facts: dict[str, Any]) -> str:
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def header_of(signed: str) -> dict[str, Any]:
    try:
        header = json.loads(unbase64(signed.partition(".")[0]))
    except ValueError:
        return {}
    return header if isinstance(header, dict) else {}


def thumbprint(key: dict[str, Any]) -> str:
    """RFC 7638."""
    text = json.dumps({name: key.get(name) for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def genuine(key: tuple[int, int], content: bytes, signature: bytes) -> bool:
    """ECDSA over P-256 with SHA-256 (FIPS 186-5, 6.4.2)."""
    x, y = key
    if not (0 <= x < P and 0 <= y < P) or (y * y - (x * x * x - 3 * x + B)) % P or len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    if not (0 < r < N and 0 < s < N):
        return False
    digest = int.from_bytes(hashlib.sha256(content).digest())
    inverse = pow(s, -1, N)
    sum_ = add(times(digest * inverse % N, G), times(r * inverse % N, key))
    return sum_ is not None and sum_[0] % N == r


def add(one: Point | None, other: Point | None) -> Point | None:
    if one is None or other is None:
        return one or other
    if one[0] == other[0]:
        if (one[1] + other[1]) % P == 0:
            return None
        slope = (3 * one[0] * one[0] - 3) * pow(2 * one[1], -1, P)
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P)
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(count: int, point: Point | None) -> Point | None:
    total: Point | None = None
    while count:
        if count & 1:
            total = add(total, point)
        point = add(point, point)
        count >>= 1
    return total


def number(text: str) -> int:
    return int.from_bytes(unbase64(text))


def unbase64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def say(what: str, sentence: str) -> None:
    sys.stdout.buffer.write(f"{what:<14} {sentence}\n".encode())


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent, sys.argv[1] if len(sys.argv) > 1 else ""))
