"""What must be so before a real office signs with this."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from motcua.papers import demo_ca


@register(Tags.security, deploy=True)
def no_demo_signer_in_production(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Papers signed with demo keys have no legal force, and anybody on the machine can make such keys."""
    if settings.DEMO or not demo_ca.in_use():
        return []
    return [
        Error(
            "Papers would be signed with keys of the demo authority.",
            hint="Set MOTCUA_SIGNER=motcua.papers.signing.Pkcs11Signer, or MOTCUA_DEMO=true",
            id="papers.E001",
        )
    ]


@register(Tags.security, deploy=True)
def no_demo_key_vouches_for_data(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Data of results and evidence packs sealed with a demo key prove nothing."""
    if settings.DEMO or (settings.MOTCUA_ISSUER_KEY and settings.MOTCUA_ISSUER_KEYS):
        return []
    return [
        Error(
            "Data of results and evidence packs would be sealed with a key of the demo authority.",
            hint="Set MOTCUA_ISSUER_KEY to a PEM file with a P-256 key and its certificates, "
            "and MOTCUA_ISSUER_KEYS to a folder with one folder of such files for each agency",
            id="papers.E002",
        )
    ]
