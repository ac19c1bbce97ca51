#!/usr/bin/env python3
"""Writes the shipped bank-holiday table of the three legal divisions of the United Kingdom.

    python3 -m pip install holidays==0.109
    python3 scripts/bank-holidays.py > src-tauri/crates/domain/data/bank-holidays.csv

Weekends are left out: only a holiday from Monday to Friday moves a deadline. Compare the result with
gov.uk/bank-holidays before committing it; a one-off day that the package does not know yet is added to ONE_OFF.
"""
import datetime
import sys

import holidays

FROM, UNTIL = 2024, 2030
DIVISIONS = {"england-and-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
ONE_OFF = {
    # Royal Proclamation for the day after Scotland's first match.
    ("scotland", datetime.date(2026, 6, 15)): "World Cup bank holiday",
}
# The names the package gives differ from the usual ones.
NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
    "New Year Holiday": "2 January",
    "Saint Andrew's Day": "St Andrew's Day",
    "Saint Patrick's Day": "St Patrick's Day",
}

rows = {}
for division, code in DIVISIONS.items():
    for day, name in holidays.country_holidays("GB", subdiv=code, years=range(FROM, UNTIL + 1)).items():
        if FROM <= day.year <= UNTIL and day.weekday() < 5:
            plain = name.removesuffix(" (observed)")
            words = NAMES.get(plain, plain)
            rows[division, day] = words + (", substitute day" if plain != name else "")
rows.update(ONE_OFF)

out = sys.stdout
out.write("# from,until, then one row a day: date,division,name. Made by scripts/bank-holidays.py.\n")
out.write(f"{FROM}-01-01,{UNTIL}-12-31\n")
for (division, day), name in sorted(rows.items(), key=lambda row: (row[0][1], list(DIVISIONS).index(row[0][0]))):
    out.write(f"{day},{division},{name}\n")
