"""An administrator adds a question, sees it as citizens will, publishes it; a citizen is asked it."""

import pytest
from playwright.sync_api import expect

from tests.e2e import births
from tests.e2e.visitors import enter_as_staff

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("trial")]
FORM = "/quan-tri/bieu-mau/chung-thuc-ban-sao/"
PROCEDURE = "/thu-tuc/2.000815/"


@pytest.mark.parametrize("script", [True, False])
def test_a_question_is_written_seen_tried_published_and_asked(new_visitor, script):
    label = f"Bạn cần bản dịch không ({'có' if script else 'không'} kịch bản)?"
    admin = new_visitor(script=script)
    enter_as_staff(admin, "quantri")
    admin.page.wait_for_url("**/quan-tri/**")
    admin.goto(FORM)
    admin.press("Soạn bản tiếp theo")
    admin.page.get_by_role("link", name="Thêm câu hỏi (Người yêu cầu)").click()

    admin.page.locator("#f-label").press_sequentially(label)
    admin.page.get_by_label("Kiểu trả lời").select_option("Có hoặc không")
    if not script:
        admin.press("Xem thử, chưa lưu")
    beside = admin.page.locator("#preview")
    expect(beside.get_by_role("group", name=label)).to_be_visible()
    assert admin.page.locator("#f-label").input_value() == label
    admin.page.get_by_role("button", name="Lưu", exact=True).last.click()
    admin.sees("Đã lưu.")

    admin.follow("Xem khác biệt và công bố")
    admin.sees(f"Câu hỏi “{label}”")
    admin.fill("Căn cứ hoặc lý do", "Quyết định 1/QĐ-UBND")
    admin.press("Công bố bản này")
    admin.sees("Đã công bố bản số")

    citizen = new_visitor(script=script, width=360)
    citizen.goto(PROCEDURE)
    births.start(citizen, "Siu Blơk")
    citizen.is_at("Người yêu cầu")
    expect(citizen.page.get_by_role("group", name=label)).to_be_visible()
    assert [*admin.faults, *citizen.faults] == []
