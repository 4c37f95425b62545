import pytest

from motcua.web.ui.templatetags.citations import linked

CODE = "Điều 147 khoản 2 Bộ luật Dân sự 91/2015/QH13"


def test_a_text_with_a_public_address_is_a_link():
    shown = linked(CODE)

    assert f">{CODE}</a>" in shown
    assert 'href="https://vanban.chinhphu.vn/' in shown


@pytest.mark.parametrize("citation", ["Điều 19 khoản 5 Nghị định 118/2025/NĐ-CP", "QĐ của tỉnh", ""])
def test_others_are_shown_as_they_are(citation):
    assert linked(citation) == citation


def test_what_somebody_typed_around_it_is_escaped():
    assert linked(f"<b>{CODE}").startswith("&lt;b&gt;<a ")
