from tools import make_why


def test_the_page_on_three_due_dates_is_what_the_code_says_today():
    assert make_why.PAGE.read_text(encoding="utf-8") == make_why.page(), "run: python -m tools.make_why"
