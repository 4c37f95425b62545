"""
Where the shipped catalogue says something else than the national record of July 2026, and by what source.

``TERMS``, ``FEES`` and ``WAYS`` name procedures; a procedure that agrees with the record must not be here.
"""

COUNCIL = "the charge is the People's Council's (Circular 85/2019/TT-BTC); law.md 11: not certain, left open"
UNTIL_2026 = "Circular 64/2025/TT-BTC halves it until 31-12-2026, as the record's own text says"
OWN_TEXT = "the record's own text beside the table"

NOT_IN_RECORD = (
    dict.fromkeys(
        ("1.000894", "1.003583", "2.000528", "2.000635", "2.000908", "2.001019"),
        "kept aside from the crawl; code, name, term and fee from law.md 11",
    )
    | {
        "2.002622": "Decision 296/QĐ-VPCP announced it; its code is to be confirmed",
        "9.000101.H21": "a group of the province itself; the code is ours",
    }
    | dict.fromkeys(
        ("9.000001.H21", "9.000002.H21", "9.000003.H21", "9.000004.H21"),
        "between offices (Decision 1085/QĐ-TTg): the record has those of citizens only; the code is ours",
    )
)

TERMS = {
    "1.001266": "Decree 168/2025/NĐ-CP in the record's steps: 5 working days; its table has a bare 1",
    "1.001612": "Decree 168/2025/NĐ-CP in the record's steps: 3 working days; its table has none",
    "2.000575": "Decree 168/2025/NĐ-CP in the record's steps: 1 working day again, 3 exchanged",
    "2.000720": "Decree 168/2025/NĐ-CP in the record's steps: 3 working days; its table has a bare 1",
    "1.002693": OWN_TEXT + ": 20 working days for trees of the list to keep",
    "1.004359": "the record's steps: 5 working days new, 3 again",
    "1.011441": "Decree 99/2022/NĐ-CP, Art. 16, in the record's text: same day, at most 3 working days",
    "1.011443": "Decree 99/2022/NĐ-CP, Art. 16, in the record's text: same day, at most 3 working days",
    "1.012575": OWN_TEXT + ": 2 working days, 7 for auctioned plates",
    "1.013076": OWN_TEXT + ": 2 working days each for recovery and registration; its table adds other cases",
    "1.013225": "the record's steps: 20 days, 15 for a single house, whatever the way",
    "1.013229": "as 1.013225: 20 days, 15 for a single house, whatever the way",
    "1.013274": OWN_TEXT + ": 1 day for a funeral",
    "2.000815": "Decree 23/2015/NĐ-CP, Art. 7: the same day; the record has no term",
    "2.000884": "Decree 23/2015/NĐ-CP, Art. 7: the same day; the record has no term",
    "3.000333": "law.md 9: 10 days, at most 15 when verification is needed",
}

FEES = {
    "1.001456": "Circular 25/2021/TT-BTC: the discount in the record ended on 31-12-2023",
    "1.001612": COUNCIL,
    "1.002010": UNTIL_2026 + '; "50 VNĐ" is 50,000',
    "1.002755": OWN_TEXT + ": 7,000 online for persons and families (Circular 75/2022/TT-BTC)",
    "1.004194": OWN_TEXT + ": the counter sum is for lists; the sum for persons is not given",
    "1.004359": OWN_TEXT + ": 40,000 new, 20,000 again (Circular 94/2021/TT-BTC)",
    "1.004756": UNTIL_2026,
    "1.004837": "law.md 11: free; the record's note is about extra copies",
    "1.004845": "free; the record's note is about extra copies",
    "1.011441": OWN_TEXT + ": set by the People's Council (Law on Fees and Charges)",
    "1.011443": OWN_TEXT + ": set by the People's Council (Law on Fees and Charges)",
    "1.012783": "the same note as its other ways: after the Law on Fees and Charges",
    "1.014063": UNTIL_2026,
    "1.014064": UNTIL_2026,
    "2.000815": "law.md 11, Circular 226/2016/TT-BTC: 1,000 from page 3; 10 USD is for missions abroad",
    "2.000884": "10 USD is for missions abroad",
    "2.000942": OWN_TEXT + ": 1,000 from page 3 (Circular 226/2016/TT-BTC)",
    "2.001263": OWN_TEXT + ": who is exempt",
    "2.001610": '"100 VNĐ" is 100,000 (law.md 11, Circular 47/2019/TT-BTC)',
    "2.001827": '"700 VNĐ" is 700,000 by the record\'s own text',
    "3.000333": "law.md 9: Circular 16/2025/TT-BTC; the record points to the circular before",
    "3.000348": OWN_TEXT + ": 135,000 (Circular 37/2023/TT-BTC)",
}

WAYS = {
    "2.000986": "the record is the paper procedure of 2015; since Decree 63/2024/NĐ-CP it is filed online",
    "2.000815": "the online way only prepares the visit; the original is compared at the desk",
}
