#!/usr/bin/env python3
"""Writes tests/data/workdays.txt: a year a line, a digit a day (1: worked), as the Python package `chinesecalendar`
(MIT, made apart from our calendar) has it. Run: pip install chinesecalendar==1.11.0, then this script."""
import datetime
import importlib.metadata
import pathlib

import chinese_calendar

target = pathlib.Path(__file__).parent.parent / "tests/data/workdays.txt"
lines = [f"# chinesecalendar {importlib.metadata.version('chinesecalendar')}; made by scripts/independent-workdays.py"]
for year in range(2010, 2027):
    day, digits = datetime.date(year, 1, 1), ""
    while day.year == year:
        digits += str(int(chinese_calendar.is_workday(day)))
        day += datetime.timedelta(days=1)
    lines.append(f"{year} {digits}")
target.parent.mkdir(exist_ok=True)
target.write_text("\n".join(lines) + "\n")
