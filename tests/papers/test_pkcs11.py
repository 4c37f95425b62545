"""A real PKCS#11 module: SoftHSM (apt-get install softhsm2). Skips loudly without it."""

import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from motcua.papers import demo_ca
from motcua.papers.signing import Pkcs11Signer, signer_for
from motcua.papers.verification import verify
from tests.papers.makers import SIGNATORY, pdf
from tests.papers.samples import AT

MODULE = next(
    (
        p
        for p in (Path("/usr/lib/softhsm/libsofthsm2.so"), Path("/usr/local/lib/softhsm/libsofthsm2.so"))
        if p.exists()
    ),
    None,
)


@pytest.fixture
def token(settings, tmp_path, monkeypatch):
    if MODULE is None or shutil.which("softhsm2-util") is None:
        pytest.skip("LOUD: SoftHSM is missing (apt-get install softhsm2); Pkcs11Signer was not run")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    found = demo_ca.signer(
        SIGNATORY.key, name=SIGNATORY.name, post=SIGNATORY.post, organisation=SIGNATORY.organisation
    )
    key, root = tmp_path / "key.pem", demo_ca.ensure_demo_ca()
    key.write_bytes(found.key)
    _softhsm("--init-token", "--free", "--label", "motcua", "--pin", "1234", "--so-pin", "5678")
    _softhsm(
        "--import", str(key), "--token", "motcua", "--label", SIGNATORY.key, "--id", "01", "--pin", "1234"
    )
    _import_certificate(x509.load_pem_x509_certificate(found.certificate))
    settings.MOTCUA_SIGNER = "motcua.papers.signing.Pkcs11Signer"
    settings.MOTCUA_PKCS11_MODULE = str(MODULE)
    settings.MOTCUA_PKCS11_TOKEN = "motcua"
    settings.MOTCUA_PKCS11_PIN = "1234"
    settings.MOTCUA_TRUST_ROOTS = [str(root)]


def test_a_key_in_a_token_signs(token):
    signer = signer_for(SIGNATORY)
    signed = signer.sign(pdf(), reason="Ban hành", location="Pleiku", field="ChuKySo", at=AT)

    verdict = verify(signed, at=AT + timedelta(days=1))

    assert isinstance(signer, Pkcs11Signer)
    assert (verdict.valid, verdict.signer_name) == (True, "Nguyễn Thị Hường")
    assert not verdict.time_stamped  # no time-stamping service is configured


def _softhsm(*options: str) -> None:
    subprocess.run(
        ["softhsm2-util", *options],  # noqa: S607
        check=True,
        capture_output=True,
        env=dict(os.environ),
    )


def _import_certificate(certificate: x509.Certificate) -> None:
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    der = certificate.public_bytes(serialization.Encoding.DER)
    wanted = pkcs11.Attribute
    library = pkcs11.lib(str(MODULE))
    library.reinitialize()  # it read another configuration if it was opened before
    with library.get_token(token_label="motcua").open(user_pin="1234", rw=True) as session:
        described = decode_x509_certificate(der)
        session.create_object(
            {**described, wanted.TOKEN: True, wanted.LABEL: SIGNATORY.key, wanted.ID: b"\x01"}
        )
