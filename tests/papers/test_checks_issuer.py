from motcua.papers.checks import no_demo_key_vouches_for_data


def test_a_demo_key_must_not_vouch_in_production(settings):
    settings.DEMO, settings.MOTCUA_ISSUER_KEY = False, ""
    found = no_demo_key_vouches_for_data(None)
    settings.MOTCUA_ISSUER_KEY, settings.MOTCUA_ISSUER_KEYS = "/etc/motcua/issuer.pem", "/etc/motcua/issuers"

    assert [each.id for each in found] == ["papers.E002"]
    assert no_demo_key_vouches_for_data(None) == []
