"""
Legal time: which days count, when a term ends, and why.

Pure: a calendar is given, nothing is read, nothing knows what time it is. ``due`` derives the end of a term
from dated facts; ``rule_table`` holds the rules it follows, each with its days and its article.
"""

from motcua.kernel.legal_time.calendar import (
    ONE_DAY,
    VIETNAM,
    Closure,
    DayMark,
    Session,
    WeekHours,
    WorkingCalendar,
    session,
    working_days_left,
)
from motcua.kernel.legal_time.clock import due, due_by_facts
from motcua.kernel.legal_time.errors import (
    ClockStands,
    StopEndsBeforeItBegins,
    TermNotUnderstood,
    TermTooLong,
)
from motcua.kernel.legal_time.facts import (
    ClockFacts,
    CountedDay,
    Due,
    Effect,
    Extension,
    Stop,
    StopKind,
    stop_by_rule,
)
from motcua.kernel.legal_time.rule_table import TIME_RULES
from motcua.kernel.legal_time.rules import rules_on
from motcua.kernel.legal_time.stages import handed_on_by, stage_moments
from motcua.kernel.legal_time.terms import SAME_DAY, Term, TermUnit, parse_term

__all__ = [
    "ONE_DAY",
    "SAME_DAY",
    "TIME_RULES",
    "VIETNAM",
    "ClockFacts",
    "ClockStands",
    "Closure",
    "CountedDay",
    "DayMark",
    "Due",
    "Effect",
    "Extension",
    "Session",
    "Stop",
    "StopEndsBeforeItBegins",
    "StopKind",
    "Term",
    "TermNotUnderstood",
    "TermTooLong",
    "TermUnit",
    "WeekHours",
    "WorkingCalendar",
    "due",
    "due_by_facts",
    "handed_on_by",
    "parse_term",
    "rules_on",
    "session",
    "stage_moments",
    "stop_by_rule",
    "working_days_left",
]
