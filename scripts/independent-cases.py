#!/usr/bin/env python3
"""Writes tests/cases/independent/*.csv: cases whose answers come from other people's programs, not from our rules.

    python3 -m pip install mrz==0.6.2 python-stdnum==2.2 python-dateutil==2.9.0.post0
    python3 scripts/independent-cases.py tests/cases/independent

Zones and spellings of names come from `mrz`, NHS numbers from `stdnum`, ages from `dateutil`. The seed is fixed, so a
second run writes the same files. Every person is made up.
"""
import csv
import datetime
import pathlib
import random
import sys

from dateutil.relativedelta import relativedelta
from mrz.generator.mrva import MRVACodeGenerator
from mrz.generator.mrvb import MRVBCodeGenerator
from mrz.generator.td1 import TD1CodeGenerator
from mrz.generator.td2 import TD2CodeGenerator
from mrz.generator.td3 import TD3CodeGenerator
from stdnum.gb import nhs

ON = datetime.date(2026, 11, 22)
STATES = ["GBR", "IRL", "FRA", "ESP", "ITA", "POL", "NOR", "SWE", "NLD", "USA", "IND", "TUR", "UTO"]
SURNAMES = [
    "Müller", "Ångström", "Żółć", "Nguyen", "Øster", "Þórsson", "Đorđević", "O'Neil", "Smith-Jones", "van der Berg", "Peña",
    "Groß", "Æsir", "Łukaszewicz", "Ünal", "Işık", "Ó Súilleabháin", "Čapek", "Dvořák", "Őri", "Ķīse", "Jensen", "Okonkwo",
]
GIVEN = [
    "Łukasz Jan", "Zoë", "Jörg", "Åse", "Bjørn", "Seán Patrick", "Thi Ánh", "Jean-Paul", "Æthel", "Gül", "Amara Grace", "Ødegård",
    "Iñaki", "François", "Håkon Ære", "Eva", "Anna Maria Luise",
]
rnd = random.Random(20261122)


def number():
    return "".join(rnd.choice("0123456789ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(rnd.randint(6, 9)))


def birth():
    return ON - datetime.timedelta(days=rnd.randint(120 * 10, 365 * 99))


def expiry():
    return ON + datetime.timedelta(days=rnd.randint(-3000, 3600))


def zones():
    rows, names = [], []
    kinds = [("TD3", 2), ("TD2", 2), ("TD1", 2), ("MRVA", 1), ("MRVB", 1)]
    for kind in [kind for kind, weight in kinds for _ in range(60 * weight)]:
        surname, given = rnd.choice(SURNAMES), rnd.choice(GIVEN)
        state, nation = rnd.choice(STATES), rnd.choice(STATES)
        num, born, until, sex = number(), birth(), expiry(), rnd.choice("MFX")
        common = (num, nation, born.strftime("%y%m%d"), sex, until.strftime("%y%m%d"))
        optional = rnd.choice(["", "", number()[:6]])
        if kind == "TD3":
            zone = TD3CodeGenerator("P", state, surname, given, *common, optional)
        elif kind == "TD2":
            zone = TD2CodeGenerator(rnd.choice(["I", "ID", "A"]), state, surname, given, *common, optional)
        elif kind == "TD1":
            zone = TD1CodeGenerator(
                rnd.choice(["I", "ID", "A"]), state, num, common[2], sex, common[4], nation, surname, given, optional, ""
            )
        elif kind == "MRVA":
            zone = MRVACodeGenerator("V", state, surname, given, *common, optional)
        else:
            zone = MRVBCodeGenerator("V", state, surname, given, *common, optional)
        lines = str(zone).split("\n")
        field = lines[2] if kind == "TD1" else lines[0][5:]
        primary, _, secondary = field.rstrip("<").partition("<<")
        spelt = primary.replace("<", " "), secondary.replace("<", " ")
        rows.append(["/".join(lines), ON, "pass", "", *spelt, num, born, until, sex, state])
        # A field filled to its end may be cut off.
        if field.endswith("<"):
            names.append([*spelt, surname, given, "match"])
        rows.extend(spoilt(kind, lines))
    return rows, names


def spoilt(kind, lines):
    """One check digit replaced by another digit fails its field and, where it covers it, the composite."""
    visa, td1 = kind.startswith("MRV"), kind == "TD1"
    places = {"number": (0, 14) if td1 else (1, 9), "birth": (1, 6) if td1 else (1, 19), "expiry": (1, 14) if td1 else (1, 27)}
    if kind == "TD3":
        places["optional"] = (1, 42)
    if not visa:
        places["composite"] = {"TD3": (1, 43), "TD2": (1, 35), "TD1": (1, 29)}[kind]
    field = rnd.choice(list(places))
    line, at = places[field]
    other = rnd.choice([digit for digit in "0123456789" if digit != lines[line][at]])
    changed = list(lines)
    changed[line] = changed[line][:at] + other + changed[line][at + 1 :]
    failed = field if visa or field == "composite" else f"{field};composite"
    joined = "/".join(changed)
    yield [joined.lower() if rnd.random() < 0.2 else joined, ON, "fail", failed, "", "", "", "", "", "", ""]


def ages():
    for _ in range(400):
        born = datetime.date(1900, 1, 1) + datetime.timedelta(days=rnd.randint(0, 73413))
        near = rnd.choice([0, 1, 15, 16, 17, 18, 25, 65, 100])
        on = born + relativedelta(years=near) + datetime.timedelta(days=rnd.randint(-2, 2))
        # dateutil attains 29 February on the 28th; the rule on 1 March: those are in the table written by hand.
        if on >= born and (born.month, born.day) != (2, 29):
            yield [born, on, relativedelta(on, born).years]


def nhs_numbers():
    for _ in range(300):
        text = f"999{rnd.randint(0, 9_999_999):07}" if rnd.random() < 0.6 else f"{rnd.randint(0, 9_999_999_999):010}"
        if rnd.random() < 0.5:
            # Complete it, unless no digit does.
            text = next((whole for last in "0123456789" if nhs.is_valid(whole := text[:9] + last)), text)
        shown = text if rnd.random() < 0.5 else f"{text[:3]} {text[3:6]} {text[6:]}"
        yield [shown, "valid" if nhs.is_valid(text) else "invalid"]


def write(folder, name, header, rows):
    with open(folder / name, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


folder = pathlib.Path(sys.argv[1])
zone_rows, name_rows = zones()
write(folder, "mrz.csv", "lines,on,verdict,failed,surname,given_names,number,birth,expiry,sex,issuer".split(","), zone_rows)
write(folder, "name_match.csv", "document_surname,document_given,record_surname,record_given,verdict".split(","), name_rows)
write(folder, "age.csv", ["born", "on", "age"], ages())
write(folder, "nhs_number.csv", ["number", "verdict"], nhs_numbers())
