import pytest

from motcua.catalogue.crawl import Reason, State, read_procedure
from motcua.catalogue.facts import Channel, Fee, Procedure, Term, TermUnit, Way
from tests.catalogue.crawl_samples import WAYS, raw


def read(table: str) -> Procedure:
    found = read_procedure(raw(cach_thuc_thuc_hien=WAYS + table)).procedure
    assert found is not None
    return found


def state(table: str, field: str) -> State:
    found = read_procedure(raw(cach_thuc_thuc_hien=WAYS + table))
    return {outcome.field: outcome.state for outcome in found.outcomes}[field]


def doubts(table: str) -> set[Reason]:
    found = read_procedure(raw(cach_thuc_thuc_hien=WAYS + table))
    return {doubt for outcome in found.outcomes for doubt in outcome.doubts}


def test_three_glued_rows_become_three_ways():
    ways = read("Trực tuyến7 Ngày làm việcMiễn phíDịch vụ bưu chính8 NgàyMiễn phíTrực tiếp2 GiờMiễn phí").ways

    assert [(way.channel, way.terms[0]) for way in ways] == [
        (Channel.ONLINE, Term(amount=7, unit=TermUnit.WORKING_DAYS)),
        (Channel.POST, Term(amount=8, unit=TermUnit.DAYS)),
        (Channel.COUNTER, Term(amount=2, unit=TermUnit.HOURS)),
    ]


@pytest.mark.parametrize(
    ("cell", "term"),
    [
        ("5", Term(amount=5, unit=TermUnit.UNKNOWN)),
        ("0.5 Ngày làm việc", Term(amount=0.5, unit=TermUnit.WORKING_DAYS)),
        ("0,5 ngày làm việc", Term(amount=0.5, unit=TermUnit.WORKING_DAYS)),
        ("1/2 Ngày làm việc", Term(amount=0.5, unit=TermUnit.WORKING_DAYS)),
        ("Nửa ngày làm việc", Term(amount=0.5, unit=TermUnit.WORKING_DAYS)),
        ("5-10 Ngày", Term(amount=10, at_least=5, unit=TermUnit.DAYS)),
        ("02 Tháng", Term(amount=2, unit=TermUnit.MONTHS)),
        ("1 Năm", Term(amount=12, unit=TermUnit.MONTHS)),
        ("2 Tuần", Term(amount=14, unit=TermUnit.DAYS)),
        ("30 Phút", Term(amount=0.5, unit=TermUnit.HOURS)),
    ],
)
def test_terms_are_read_with_their_unit(cell, term):
    way = read(f"Trực tuyến{cell}Miễn phí").ways[0]

    assert way.terms == (term,)
    assert way.fees[0].free


def test_a_term_in_words_stays_in_words():
    way = read("Trực tuyếnKhông phải trả kết quảMiễn phíQua CổngTrực tiếpKhôngKhông có thông tin").ways[0]

    assert (way.terms, way.term_text, way.note) == ((), "Không phải trả kết quả", "Qua Cổng")


def test_a_bare_zero_is_not_a_term_of_no_length():
    way = read("Trực tiếp0Không có thông tin").ways[0]

    assert (way.terms, way.term_text) == ((), "0")


def test_an_unknown_unit_keeps_the_number_and_is_reported():
    procedure = read("Trực tuyến2 QuýMiễn phí")

    assert procedure.ways[0].terms == (Term(amount=2, unit=TermUnit.UNKNOWN),)
    assert [(part.field, part.reason) for part in procedure.unread] == [("terms", Reason.UNKNOWN_UNIT)]


def test_a_separator_that_may_mean_thousands_is_not_guessed():
    procedure = read("Trực tuyến1.000 NgàyMiễn phí")

    assert procedure.ways[0].terms == ()
    assert [(part.text, part.reason) for part in procedure.unread] == [("1.000 Ngày", Reason.UNKNOWN_NUMBER)]


def test_several_terms_of_one_channel_keep_their_cases():
    table = "Trực tiếp2 Ngày làm việcMiễn phíKhông phải xác minhTrực tiếp3 Ngày làm việcMiễn phíPhải xác minh"

    way = read(table).ways[0]

    assert [(term.amount, term.case) for term in way.terms] == [
        (2, "Không phải xác minh"),
        (3, "Phải xác minh"),
    ]


def test_several_fees_of_one_term_keep_their_cases():
    table = "Trực tuyến3 Ngày50,000 VNĐ(Dưới 5 tấn)100.000 VNĐ(Trên 5 tấn)Nộp tại Cục"

    way = read(table).ways[0]

    assert [(fee.amount, fee.case) for fee in way.fees] == [(50_000, "Dưới 5 tấn"), (100_000, "Trên 5 tấn")]
    assert way.note == "Nộp tại Cục"


@pytest.mark.parametrize(
    ("cell", "fee"),
    [
        ("1,500,000 VNĐ", Fee(amount=1_500_000, text="1,500,000 VNĐ")),
        ("1.500.000 Việt Nam Đồng", Fee(amount=1_500_000, text="1.500.000 Việt Nam Đồng")),
        ("25 USD", Fee(amount=25, unit="USD", text="25 USD")),
        ("5 %", Fee(amount=5, unit="percent", text="5 %")),
        ("0.5 %", Fee(unit="percent", text="0.5 %")),
        ("30 EUR", Fee(text="30 EUR")),
        ("100,000 - 200,000 VNĐ", Fee(text="100,000 - 200,000 VNĐ")),
        (
            "5,000 VNĐ(Lệ phí cấp bản sao)",
            Fee(amount=5000, kind="charge", case="Lệ phí cấp bản sao", text="5,000 VNĐ (Lệ phí cấp bản sao)"),
        ),
        ("5,000 VNĐ(đồng/bản)", Fee(amount=5000, per="bản", text="5,000 VNĐ (đồng/bản)")),
        (
            "Miễn phí(Không thu phí theo Điều 4 Thông tư 1/2020/TT-BTC)",
            Fee(
                free=True,
                case="Không thu phí theo Điều 4 Thông tư 1/2020/TT-BTC",
                text="Miễn phí (Không thu phí theo Điều 4 Thông tư 1/2020/TT-BTC)",
            ),
        ),
        ("Miễn phí(Không có)", Fee(free=True, text="Miễn phí (Không có)")),
    ],
)
def test_fees_are_read_with_their_currency(cell, fee):
    assert read(f"Trực tuyến3 Ngày{cell}").ways[0].fees == (fee,)


def test_free_beside_a_tariff_is_not_called_free():
    table = "Trực tiếp1 Ngày làm việcMiễn phí(50.000 đồng/giấy)"

    fee = read(table).ways[0].fees[0]

    assert (fee.free, fee.amount, fee.case) == (False, None, "50.000 đồng/giấy")
    assert Reason.FREE_BUT in doubts(table)


def test_an_amount_that_its_own_words_contradict_is_left_to_the_words():
    table = "Trực tiếp5 Ngày làm việc155 VNĐ(Thẻ tạm trú: 155 USD/thẻ)"

    assert read(table).ways[0].fees[0].amount is None
    assert Reason.AMOUNT_BUT in doubts(table)


def test_nothing_said_about_the_fee_is_no_fee_and_not_free():
    assert read("Trực tiếp20 Ngày làm việcKhông có thông tin").ways[0].fees == ()


def test_a_row_may_lack_its_fee_cell():
    way = read("Trực tuyến5 Ngày làm việcTrực tiếp6 NgàyMiễn phí").ways[0]

    assert (way.terms[0].amount, way.fees) == (5, ())


def test_a_channel_named_in_a_description_begins_no_row():
    table = "Trực tuyến5 NgàyMiễn phíTrực tuyến tại Cổng; trực tiếp 5 ngày.Trực tiếp5 NgàyMiễn phí"

    ways = read(table).ways

    assert [(way.channel, way.note) for way in ways] == [
        (Channel.ONLINE, "Trực tuyến tại Cổng; trực tiếp 5 ngày."),
        (Channel.COUNTER, ""),
    ]


def test_cells_may_be_parted_by_white_space():
    way = read(" Trực\xa0tuyến 7 Ngày  làm việc Miễn phí\nTrực tiếp\n2 Giờ\nMiễn phí").ways[1]

    assert way == Way(
        channel=Channel.COUNTER,
        terms=(Term(amount=2, unit=TermUnit.HOURS),),
        fees=(Fee(free=True, text="Miễn phí"),),
    )


def test_parentheses_that_never_close_are_reported_and_shown():
    procedure = read("Trực tiếp3 NgàyMiễn phí(2.400.000 Đồng (Cấp lại) 03 ngày làm việc")

    assert not procedure.ways[0].fees[0].free
    assert procedure.ways[0].note == "(2.400.000 Đồng (Cấp lại) 03 ngày làm việc"
    assert [(part.field, part.reason) for part in procedure.unread] == [("fees", Reason.AMBIGUOUS)]


def test_a_row_of_an_unknown_channel_is_reported():
    procedure = read("Trực tiếp3 NgàyMiễn phíQua điện thoại5 NgàyMiễn phí")

    assert [(part.field, part.reason) for part in procedure.unread] == [("ways", Reason.UNKNOWN_CHANNEL)]


def test_glued_cells_without_evidence_stay_unread():
    table = "Trực tuyến120,000 VNĐ(Theo thông tư)"

    procedure = read(table)

    assert procedure.ways[0].terms == ()
    assert procedure.ways[0].fees[0].amount is None
    assert {(part.field, part.reason) for part in procedure.unread} == {
        ("terms", Reason.AMBIGUOUS),
        ("fees", Reason.AMBIGUOUS),
    }
    assert state(table, "terms") is State.UNREAD


@pytest.mark.parametrize(
    ("table", "term", "amount"),
    [
        ("Trực tuyến120,000 VNĐ(mức thu là 20.000 VNĐ/tờ khai)", 1, 20_000),
        ("Trực tuyến120,000 VNĐTrực tiếp1Miễn phí", 1, 20_000),
        ("Trực tuyến120,000 VNĐTrực tiếp3 Ngày20,000 VNĐ", 1, 20_000),
        ("Trực tuyến1100,000 VNĐ", 1, 100_000),
        ("Trực tuyến1200 VNĐ(phí 200 đồng/trang)", 1, 200),
    ],
)
def test_glued_cells_are_cut_by_evidence(table, term, amount):
    way = read(table).ways[0]

    assert (way.terms[0].amount, way.fees[0].amount) == (term, amount)


def test_evidence_that_disagrees_decides_nothing():
    procedure = read("Trực tuyến1225,000 VNĐ(phí 25.000 đồng)Trực tiếp1Miễn phí")

    assert Reason.AMBIGUOUS in {part.reason for part in procedure.unread}


def test_text_that_is_no_table_is_kept_unread():
    procedure = read("Nộp tại bưu điện")

    assert procedure.ways == ()
    assert [(part.field, part.text) for part in procedure.unread] == [("ways", "Nộp tại bưu điện")]
