"""A pack proves itself to a machine that has Python and nothing else, and a change to it shows."""

import json
import subprocess
import sys
import zipfile

import pytest

from motcua.dossiers.errors import DossierNotFound
from motcua.dossiers.evidence import give_evidence
from motcua.journal.models import Act, Reading
from motcua.journal.queries import acts_of
from motcua.papers import issuer_key
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def dossier(office):
    return office.signed()


def unpacked(tmp_path, dossier, viewer):
    with (
        give_evidence(viewer=viewer, code=dossier.code, tracking_url="https://x/", at=make.MONDAY) as content,
        zipfile.ZipFile(content) as pack,
    ):
        pack.extractall(tmp_path)
    return tmp_path


def checked(folder, *options):
    """Run the enclosed program as on a machine without anything installed, in a folder that is not ours."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *options]
    done = subprocess.run(command, capture_output=True, cwd="/", env={}, timeout=60)
    assert not done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode()


def change(file, old, new):
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new))


@pytest.mark.parametrize("who", ["citizen", "officer"])
def test_a_pack_proves_itself_without_us(office, dossier, tmp_path, who):
    folder = unpacked(tmp_path, dossier, getattr(office, who))

    code, said = checked(folder, issuer_key.public_key()["kid"])

    assert code == 0, said
    assert "SAI" not in said
    assert list(folder.glob("ket-qua/*.pdf"))
    assert (folder / "DOC-TRUOC.txt").exists()


def test_it_says_what_it_could_not_check(office, dossier, tmp_path):
    _code, said = checked(unpacked(tmp_path, dossier, office.citizen))

    assert "pyHanko" in said
    assert issuer_key.public_key()["kid"] in said


@pytest.mark.parametrize(
    "where", ["acts.json", "dossier.json", "manifest.json", "manifest.jws", "DOC-TRUOC.txt"]
)
def test_a_changed_byte_shows(office, dossier, tmp_path, where):
    file = unpacked(tmp_path, dossier, office.officer) / where
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))

    assert checked(tmp_path)[0] != 0


def test_a_changed_result_shows_by_name(office, dossier, tmp_path):
    (result,) = unpacked(tmp_path, dossier, office.officer).glob("ket-qua/*.pdf")
    result.write_bytes(result.read_bytes() + b"\n")

    code, said = checked(tmp_path)

    assert code == 1
    assert f"ket-qua/{result.name}" in said


def test_an_act_changed_and_listed_anew_shows(office, dossier, tmp_path):
    import hashlib

    folder = unpacked(tmp_path, dossier, office.officer)
    acts, manifest = folder / "acts.json", folder / "manifest.json"
    before = hashlib.sha256(acts.read_bytes()).hexdigest()
    content = json.loads(acts.read_bytes())
    content[1]["facts"]["actor_name"] = content[1]["actor_name"] = "Kẻ khác"
    acts.write_bytes(json.dumps(content, ensure_ascii=False).encode())
    change(manifest, before.encode(), hashlib.sha256(acts.read_bytes()).hexdigest().encode())

    code, said = checked(folder)

    assert code == 1
    assert "đã bị sửa" in said
    assert "Bản kê khác bản đã niêm phong" in said


def test_a_file_taken_away_or_put_in_shows(office, dossier, tmp_path):
    folder = unpacked(tmp_path, dossier, office.officer)
    (folder / "dossier.json").rename(folder / "more.json")

    _code, said = checked(folder)

    assert "Thiếu tệp dossier.json" in said
    assert "Tệp more.json không có trong bản kê" in said


def test_a_pack_sealed_with_another_key_shows(office, dossier, tmp_path):
    folder = unpacked(tmp_path, dossier, office.officer)

    assert checked(folder, "x" * 43)[0] == 1


def test_the_applicant_gets_their_own_acts_whole_and_of_the_offices_the_name(office, dossier, tmp_path):
    folder = unpacked(tmp_path, dossier, office.citizen)

    acts = json.loads((folder / "acts.json").read_bytes())

    assert "facts" in acts[0]
    assert [act["verb"] for act in acts if "facts" not in act]
    assert [act["hash"] for act in acts] == [act.hash for act in acts_of(dossier.subject)]


def test_who_took_it_is_written_down(office, dossier, tmp_path):
    unpacked(tmp_path, dossier, office.officer)

    assert Act.objects.filter(verb="evidence.given", actor_name=office.officer.actor.name).count() == 1
    assert Reading.objects.filter(subject=dossier.subject, what="evidence").count() == 1


def test_a_stranger_gets_nothing(office, dossier):
    with pytest.raises(DossierNotFound):
        give_evidence(
            viewer=make.citizen("Người Lạ", "064190005678"),
            code=dossier.code,
            tracking_url="",
            at=make.MONDAY,
        )
