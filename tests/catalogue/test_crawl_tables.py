from datetime import date

import pytest

from motcua.catalogue.crawl import CrawlReading, Reason, read_procedure
from motcua.catalogue.facts import Applicant, Level, Procedure
from tests.catalogue.crawl_samples import FURNITURE, LAWS, NOTHING_MORE, PAPERS, raw


def read(**changes: object) -> Procedure:
    found = read_procedure(raw(**changes)).procedure
    assert found is not None
    return found


def unread(procedure: Procedure) -> list[tuple[str, str]]:
    return [(part.field, part.reason) for part in procedure.unread]


def test_papers_keep_group_quantity_and_files():
    table = (
        f"a) Trường hợp cấp mới:{PAPERS}Tờ khai theo mẫuMẫu số 01.docxPhụ lục 2.pdf1 bản chính"
        f"- Hộ chiếu (01 bản sao)0 bản chính,2 bản saob) Cấp lại{PAPERS}Đơn đề nghị1 bản chính,1 bản sao"
    )

    papers = read(thanh_phan_ho_so=table).papers

    assert [(p.case, p.name, p.form, p.originals, p.copies) for p in papers] == [
        ("a) Trường hợp cấp mới:", "Tờ khai theo mẫu", "Mẫu số 01.docx; Phụ lục 2.pdf", 1, 0),
        ("a) Trường hợp cấp mới:", "- Hộ chiếu (01 bản sao)", "", 0, 2),
        ("b) Cấp lại", "Đơn đề nghị", "", 1, 1),
    ]


def test_papers_to_be_shown_are_marked():
    table = (
        f"* Giấy tờ phải xuất trình:{PAPERS}Căn cước1 bản chính* Giấy tờ phải nộp:{PAPERS}Tờ khai1 bản chính"
        f"Hồ sơ gồm bản sao và xuất trình bản chính để đối chiếu{PAPERS}Hộ chiếu1 bản chính"
    )

    assert [paper.present_only for paper in read(thanh_phan_ho_so=table).papers] == [True, False, False]


@pytest.mark.parametrize(
    ("row", "name", "originals"),
    [
        ("Báo cáo năm 20241 bản chính", "Báo cáo năm 2024", 1),
        ("Luật số 26/2023/QH151 bản chính", "Luật số 26/2023/QH15", 1),
        ("Ngày 30/12/20252 bản chính", "Ngày 30/12/2025", 2),
        ("Tờ khai theo mẫu12 bản chính", "Tờ khai theo mẫu", 12),
        ("Hồ sơ gồm 01 bản chính1 bản chính", "Hồ sơ gồm 01 bản chính", 1),
    ],
)
def test_a_quantity_is_told_from_the_end_of_a_name(row, name, originals):
    paper = read(thanh_phan_ho_so=f"--{PAPERS}{row}").papers[0]

    assert (paper.name, paper.originals) == (name, originals)


def test_a_quantity_that_may_belong_to_the_name_is_not_guessed():
    procedure = read(thanh_phan_ho_so=f"--{PAPERS}Đơn theo Mẫu số 181 bản chính")

    assert procedure.papers[0].originals == 0
    assert unread(procedure) == [("papers", Reason.AMBIGUOUS)]


def test_a_file_that_may_begin_in_several_places_is_not_cut():
    procedure = read(thanh_phan_ho_so=f"--{PAPERS}Đơn theo quy địnhđơn đề nghị.docx1 bản chính")

    assert (procedure.papers[0].name, procedure.papers[0].form) == ("Đơn theo quy địnhđơn đề nghị.docx", "")
    assert unread(procedure) == [("papers", Reason.FILE_NAME_START)]


def test_text_of_another_part_of_the_page_is_no_paper():
    procedure = read(thanh_phan_ho_so="); nộp cho cơ quan BHXH.\nBước 2. Nhận kết quả.")

    assert unread(procedure) == [("papers", Reason.NOT_A_TABLE)]


@pytest.mark.parametrize("empty", ["", "--", "----", "Không có thông tin", None])
def test_no_papers_is_an_answer(empty):
    procedure = read(thanh_phan_ho_so=empty)

    assert (procedure.papers, procedure.unread) == ((), ())


@pytest.mark.parametrize(
    ("table", "bases"),
    [
        (
            "Luật Hộ tịch60/2014/QH13Nghị định 123/2015/NĐ-CP123/2015/NĐ-CP",
            [("60/2014/QH13", "Luật Hộ tịch"), ("123/2015/NĐ-CP", "Nghị định 123/2015/NĐ-CP")],
        ),
        (
            "Luật 54/2019/QH1454/2019/QH14Luật 60/2014/QH1360/2014/QH13",
            [("54/2019/QH14", "Luật 54/2019/QH14"), ("60/2014/QH13", "Luật 60/2014/QH13")],
        ),
        (
            "Nghị định 64/2022/NĐ-CP64/2022/NĐ-CP246/2025/NĐ-CP246/2025/NĐ-CP",
            [("64/2022/NĐ-CP", "Nghị định 64/2022/NĐ-CP"), ("246/2025/NĐ-CP", "246/2025/NĐ-CP")],
        ),
        (
            "Luật Cư trú68/2020/QH14246/2025/NĐ-CP246/2025/NĐ-CP",
            [("68/2020/QH14", "Luật Cư trú"), ("246/2025/NĐ-CP", "246/2025/NĐ-CP")],
        ),
        (
            "Luật sửa đổi 15 luậtLuật số 146/2025/QH15Quyết định461/QĐ-BXD",
            [("146/2025/QH15", "Luật sửa đổi 15 luật"), ("461/QĐ-BXD", "Quyết định")],
        ),
        (
            "Luật Cư trú 202068/2020/QH14LUẬT HÀNG KHÔNG66/2006/QH11",
            [("68/2020/QH14", "Luật Cư trú 2020"), ("66/2006/QH11", "LUẬT HÀNG KHÔNG")],
        ),
        (
            "Về ủy quyền16/2026/QĐ-TTgQuy chế66.7/2025/NQ-CPsửa đổi Luật01/2020/TT-BTP",
            [
                ("16/2026/QĐ-TTg", "Về ủy quyền"),
                ("66.7/2025/NQ-CP", "Quy chế"),
                ("01/2020/TT-BTP", "sửa đổi Luật"),
            ],
        ),
        (
            "Hướng dẫn09/2015/TTLT-BCA-BYT-BTCThông tư mới07/2027/TT-BXYZVề phí01/2019/TT-BABCnghiệp vụ"
            "2/2020/TT-BTC",
            [
                ("09/2015/TTLT-BCA-BYT-BTC", "Hướng dẫn"),
                ("07/2027/TT-BXYZ", "Thông tư mới"),
                ("01/2019/TT-BABC", "Về phí"),
                ("2/2020/TT-BTC", "nghiệp vụ"),
            ],
        ),
    ],
)
def test_legal_bases_are_cut_at_their_numbers(table, bases):
    procedure = read(can_cu_phap_ly=LAWS + table)

    assert [(basis.number, basis.title) for basis in procedure.legal_bases] == bases
    assert procedure.unread == ()


def test_the_day_behind_the_own_number_is_the_day_of_issue():
    table = f"{LAWS}Thông tư số 24/2021/TT-BTC ngày 31/3/2021 của Bộ Tài chính24/2021/TT-BTC"

    assert read(can_cu_phap_ly=table).legal_bases[0].issued_on == date(2021, 3, 31)


def test_a_title_without_number_is_kept_unread():
    procedure = read(can_cu_phap_ly=f"{LAWS}Luật Hộ tịch60/2014/QH13Hiến pháp năm 2013")

    assert len(procedure.legal_bases) == 1
    assert unread(procedure) == [("legal_bases", Reason.NO_NUMBER)]


def test_results_are_cut_at_their_codes():
    cell = (
        f"Giấy khai sinhMã: KQ.G15.000031Bản saoMã: 000.00.00.G15-KQ0187Trích lụcMã: KQ.H21.0000012. Thẻ"
        f"Mã: 1212{NOTHING_MORE}{FURNITURE}"
    )

    results = read(ket_qua_xu_ly=cell).results

    assert [(result.code, result.name) for result in results] == [
        ("KQ.G15.000031", "Giấy khai sinh"),
        ("000.00.00.G15-KQ0187", "Bản sao"),
        ("KQ.H21.000001", "Trích lục"),
        ("1212", "2. Thẻ"),
    ]


def test_keywords_and_description_are_facts_not_furniture():
    cell = f"Thẻ căn cướcMã: KQ.G01.000001Từ khóaCấp lại thẻMô tảCó giá trị 10 năm.{FURNITURE}"

    procedure = read(ket_qua_xu_ly=cell)

    assert (procedure.keywords, procedure.description) == ("Cấp lại thẻ", "Có giá trị 10 năm.")


def test_a_code_that_is_none_is_reported():
    procedure = read(ket_qua_xu_ly=f"Giấy phépMã: Chưa xác định{NOTHING_MORE}")

    assert (procedure.results[0].name, procedure.results[0].code) == ("Giấy phép", "")
    assert [(part.text, part.reason) for part in procedure.unread] == [("Chưa xác định", Reason.NOT_A_CODE)]


def test_a_result_may_have_no_code_at_all():
    assert read(ket_qua_xu_ly="Văn bản trả lời").results[0].name == "Văn bản trả lời"


def test_levels_are_read_in_any_spelling():
    assert read(cap_thuc_hien="Cấp Bộ,Cấp tỉnh ; CẤP XÃ, Cơ quan khác").levels == tuple(Level)


def test_a_new_level_is_kept_unread():
    procedure = read(cap_thuc_hien="Cấp tỉnh, Cấp đặc khu")

    assert procedure.levels == (Level.PROVINCE,)
    assert unread(procedure) == [("levels", Reason.UNKNOWN_LEVEL)]


def test_names_of_applicants_may_hold_commas():
    text = "Cán bộ, công chức, viên chức, Tổ chức (không bao gồm doanh nghiệp, HTX), Đảng viên, Hợp tác xã"

    procedure = read(doi_tuong_thuc_hien=text)

    assert procedure.who_may_file == (Applicant.OFFICIAL, Applicant.ORGANISATION, Applicant.COOPERATIVE)
    assert procedure.who_may_file_text == "Đảng viên"
    assert unread(procedure) == [("who_may_file", Reason.UNKNOWN_APPLICANT)]


def test_steps_are_cut_at_their_numbers():
    steps = read().steps

    assert [step.text for step in steps] == ["- Nộp hồ sơ.", "Bước 1: Tiếp nhận.", "Bước 2: Ghi sổ."]


@pytest.mark.parametrize("code", ["", "ABC", "1.00119", None, ["1.001193"]])
def test_a_record_without_a_code_is_reported_and_not_lost(code):
    found = read_procedure(raw(ma_thu_tuc=code))

    assert isinstance(found, CrawlReading)
    assert found.procedure is None


@pytest.mark.parametrize(
    ("code", "read_as"),
    [("1.001193.H21", "1.001193.H21"), ("1.001193.000.00.00.H21", "1.001193.H21"), (1.001193, "1.001193")],
)
def test_codes_may_carry_a_province(code, read_as):
    assert read(ma_thu_tuc=code).code == read_as


def test_unknown_keys_and_values_are_kept_unread():
    procedure = read(moc_moi="chữ mới", linh_vuc={"ten": "Hộ tịch"})

    assert [(part.field, part.text, part.reason) for part in procedure.unread] == [
        ("field", '{"ten": "Hộ tịch"}', Reason.UNKNOWN_VALUE),
        ("moc_moi", "chữ mới", Reason.UNKNOWN_KEY),
    ]


def test_one_key_is_enough_to_read_a_record():
    found = read_procedure({"ma_thu_tuc": "2.000000"})

    assert found.procedure is not None
    assert found.unread == ()


def test_the_case_of_an_empty_table_is_kept_unread():
    procedure = read(thanh_phan_ho_so=f"a) Cấp mới{PAPERS}")

    assert [(part.text, part.reason) for part in procedure.unread] == [("a) Cấp mới", Reason.NO_PAPERS)]


def test_the_tail_of_the_page_is_no_condition():
    assert read(yeu_cau_dieu_kien=f"Đủ 18 tuổi.{NOTHING_MORE}{FURNITURE}").conditions == "Đủ 18 tuổi."
    assert read(yeu_cau_dieu_kien=f"Không có thông tin{NOTHING_MORE}").conditions == ""


def test_a_tail_that_says_something_is_kept_unread():
    procedure = read(yeu_cau_dieu_kien="Đủ 18 tuổi.Từ khóaKhông có thông tinMô tảCấp một lần")

    assert procedure.conditions == "Đủ 18 tuổi."
    assert unread(procedure) == [("conditions", Reason.OTHER_PART)]


def test_the_table_of_another_part_is_kept_unread():
    procedure = read(
        yeu_cau_dieu_kien=f"Tờ khai1 bản chính(2) Cấp lại{PAPERS}Đơn1 bản chính",
        can_cu_phap_ly=f"{LAWS}Luật Hộ tịch60/2014/QH13{PAPERS}Đơn1 bản chính",
    )

    assert procedure.conditions == ""
    assert len(procedure.legal_bases) == 1
    assert sorted(unread(procedure)) == [
        ("conditions", Reason.OTHER_PART),
        ("legal_bases", Reason.OTHER_PART),
    ]
