"""The days off and worked of 2024 to 2027, copied by hand from the decisions: nothing computes them here."""

from datetime import date, datetime

from motcua.kernel.legal_time import VIETNAM, DayMark, WorkingCalendar

OFF = """
2024-01-01 2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14 2024-04-18 2024-04-29 2024-04-30 2024-05-01
2024-09-02 2024-09-03
2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07 2025-04-30 2025-05-01 2025-05-02
2025-09-01 2025-09-02
2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-04-27 2026-04-30 2026-05-01
2026-08-31 2026-09-01 2026-09-02 2026-11-24
2027-01-01 2027-02-04 2027-02-05 2027-02-08 2027-02-09 2027-02-10 2027-04-16 2027-04-30 2027-05-03 2027-09-02
2027-09-03 2027-11-24
"""
WORKED = ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"]  # Saturdays, in exchange

MARKS = {date.fromisoformat(on): DayMark(False, "Nghỉ", "Điều 112") for on in OFF.split()} | {
    date.fromisoformat(on): DayMark(True, "Làm bù", "Công văn") for on in WORKED
}
CALENDAR = WorkingCalendar(MARKS)


def at(text: str) -> datetime:
    """Return the moment; Vietnam's where no offset is written."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)
