import pytest

from motcua.kernel.citations import Reference, pieces, references, why_not_a_citation


@pytest.mark.parametrize(
    ("citation", "kind", "number", "provisions"),
    [
        ("Điều 19 khoản 3 Nghị định 118/2025/NĐ-CP", "Nghị định", "118/2025/NĐ-CP", ("Điều 19 khoản 3",)),
        (
            "Điều 19 khoản 3, 5 Nghị định 118/2025/NĐ-CP",
            "Nghị định",
            "118/2025/NĐ-CP",
            ("Điều 19 khoản 3, 5",),
        ),
        (
            "Điều 16 khoản 3, Điều 17 khoản 1, 2 Nghị định 118/2025/NĐ-CP",
            "Nghị định",
            "118/2025/NĐ-CP",
            ("Điều 16 khoản 3", "Điều 17 khoản 1, 2"),
        ),
        (
            "Điều 36 khoản 3, khoản 5 Nghị định 217/2026/NĐ-CP",
            "Nghị định",
            "217/2026/NĐ-CP",
            ("Điều 36 khoản 3, khoản 5",),
        ),
        (
            "Điều 17 khoản 1 điểm c Nghị định 118/2025/NĐ-CP",
            "Nghị định",
            "118/2025/NĐ-CP",
            ("Điều 17 khoản 1 điểm c",),
        ),
        ("Điều 147 khoản 2 Bộ luật Dân sự 91/2015/QH13", "Bộ luật", "91/2015/QH13", ("Điều 147 khoản 2",)),
        ("Phụ lục I Thông tư 03/2025/TT-VPCP", "Thông tư", "03/2025/TT-VPCP", ("Phụ lục I",)),
        ("Nghị quyết 202/2025/QH15", "Nghị quyết", "202/2025/QH15", ()),
        ("Nghị quyết 80-NQ/TW", "Nghị quyết", "80-NQ/TW", ()),
        ("Công văn 2450/VPCP-KGVX ngày 12/4/2024", "Công văn", "2450/VPCP-KGVX", ()),
        ("Điều 9 Luật Khiếu nại số 02/2011/QH13", "Luật", "02/2011/QH13", ("Điều 9",)),
    ],
)
def test_a_citation_is_read_as_the_law_is_cited(citation, kind, number, provisions):
    (found,) = references(citation)

    assert (found.kind, found.number, found.provisions, found.written) == (kind, number, provisions, citation)


def test_the_day_and_the_title_of_a_text_are_read():
    (letter,) = references("Công văn 2450/VPCP-KGVX ngày 12/4/2024")
    (code,) = references("Điều 112 Bộ luật Lao động 45/2019/QH14")

    assert (letter.on, code.title, code.article) == ("12/4/2024", "Lao động", "Điều 112")


def test_words_between_references_stay_where_they_are():
    citation = "Điều 9 Nghị định 61/2018/NĐ-CP; mẫu dùng tạm của Thông tư 01/2018/TT-VPCP (mẫu 01)"

    found = list(pieces(citation))

    assert [type(piece) for piece in found] == [Reference, str, Reference, str]
    assert "".join(p if isinstance(p, str) else p.written for p in found) == citation


@pytest.mark.parametrize(
    ("citation", "wrong"),
    [
        ("Điều 19 khoản 3 Nghị định 118/2025/NĐ-CP", ""),
        ("Nghị quyết 202/2025/QH15", ""),
        ("", "no citation"),
        ("theo quy định của pháp luật", "names no text"),
        ("Điều 19 khoản 3", "names no text"),
        ("Nghị định 118/2025/NĐ-CP", "names no article"),
    ],
)
def test_what_is_no_ground_of_a_rule_is_told(citation, wrong):
    assert why_not_a_citation(citation).startswith(wrong)
    assert bool(why_not_a_citation(citation)) == bool(wrong)


def test_a_rule_to_be_confirmed_may_name_the_text_alone():
    assert why_not_a_citation("Nghị định 61/2018/NĐ-CP không ấn định", certain=False) == ""
