#!/usr/bin/env python3
"""Writes tables of cases whose answers come from other people's programs, not from our rules.

    python3 -m pip install mrz==0.6.2 python-stdnum==2.2 python-dateutil==2.9.0.post0 iuliia==0.13.0
    python3 scripts/independent-cases.py tests/cases/independent [ZONES [SEED]]

Zones and spellings of names come from `mrz`, Russian ones from `iuliia`, NHS numbers from `stdnum`, ages from `dateutil`.
Licence numbers are made from a person by the published layout. The seed is fixed, so a second run writes the same files.
Every person is made up. ZONES is 400 where it is not given.
"""
import csv
import datetime
import pathlib
import random
import sys

import iuliia
import mrz.generator._transliterations as scripts
from dateutil.relativedelta import relativedelta
from mrz.base.functions import hash_string, transliterate
from mrz.generator.mrva import MRVACodeGenerator
from mrz.generator.mrvb import MRVBCodeGenerator
from mrz.generator.td1 import TD1CodeGenerator
from mrz.generator.td2 import TD2CodeGenerator
from mrz.generator.td3 import TD3CodeGenerator
from stdnum.gb import nhs

FOLDER = pathlib.Path(sys.argv[1])
ZONES = int(sys.argv[2]) if len(sys.argv) > 2 else 400
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 20261122
ON = datetime.date(2026, 11, 22)
STATES = ["GBR", "IRL", "FRA", "ESP", "ITA", "POL", "NOR", "SWE", "NLD", "USA", "IND", "TUR", "UTO"]
SURNAMES = [
    "Müller", "Ångström", "Żółć", "Nguyen", "Øster", "Þórsson", "Đorđević", "O'Neil", "Smith-Jones", "van der Berg", "Peña",
    "Groß", "Æsir", "Łukaszewicz", "Ünal", "Işık", "Ó Súilleabháin", "Čapek", "Dvořák", "Őri", "Ķīse", "Jensen", "Okonkwo",
    "d'Arcy", "de la Cruz", "Mac Giolla Phádraig", "Ng", "Featherstonehaugh", "Núñez-Yáñez", "Háþórsdóttir", "Ĳsselmuiden",
]
GIVEN = [
    "Łukasz Jan", "Zoë", "Jörg", "Åse", "Bjørn", "Seán Patrick", "Thi Ánh", "Jean-Paul", "Æthel", "Gül", "Amara Grace", "Ødegård",
    "Iñaki", "François", "Håkon Ære", "Eva", "Anna Maria Luise", "Maximiliane Wilhelmine Friederike", "Zoë-Louise", "Li",
]
RUSSIAN = [
    "Иванов", "Щербакова", "Хрущёв", "Юлия", "Яковлев", "Жанна", "Цветаева", "Подъячев", "Эльвира", "Дмитрий", "Ильин", "Чехов",
    "Мышкин", "Сергей", "Фёдор", "Наталья", "Григорьев", "Ольга",
]
OTHER_CYRILLIC = {
    "cyrillic_ukrainian": ["Шевченко", "Олексій", "Кравчук", "Володимир", "Гончар", "Наталія", "Микола"],
    "cyrillic_bulgarian": ["Щерев", "Христо", "Цветков", "Живков", "Георгиев"],
    "cyrillic_serbian": ["Живковић", "Милица", "Гордана", "Шушић", "Чолић"],
    "cyrillic_belarussian": ["Рыгор", "Алёна", "Мікалай"],
}
rnd = random.Random(SEED)


def number():
    return "".join(rnd.choice("0123456789ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(rnd.randint(6, 9)))


def birth():
    return ON - datetime.timedelta(days=rnd.randint(120 * 10, 365 * 99))


def expiry():
    return ON + datetime.timedelta(days=rnd.randint(-3000, 3600))


def zones():
    rows, names = [], []
    kinds = ["TD3"] * 2 + ["TD2"] * 2 + ["TD1"] * 2 + ["MRVA", "MRVB"]
    for nth in range(ZONES):
        kind = kinds[nth % len(kinds)]
        # `mrz` refuses a name that does not fit; some letters are spelt with two.
        room = 33 if kind in ("TD3", "MRVA") else 24
        fitting = [(s, g) for s in SURNAMES for g in GIVEN if len(s) + len(g) <= room]
        surname, given = rnd.choice(fitting)
        state, nation = rnd.choice(STATES), rnd.choice(STATES)
        num, born, until, sex = number(), birth(), expiry(), rnd.choice("MFX<")
        common = (num, nation, born.strftime("%y%m%d"), sex, until.strftime("%y%m%d"))
        optional = rnd.choice(["", "", number()[:6]])
        if kind == "TD3":
            zone = TD3CodeGenerator("P", state, surname, given, *common, optional)
        elif kind == "TD2":
            zone = TD2CodeGenerator(rnd.choice(["I", "ID", "A"]), state, surname, given, *common, optional)
        elif kind == "TD1":
            more = rnd.choice(["", "", number()[:8]])
            zone = TD1CodeGenerator(
                rnd.choice(["I", "ID", "A"]), state, num, common[2], sex, common[4], nation, surname, given, optional, more
            )
        elif kind == "MRVA":
            zone = MRVACodeGenerator("V", state, surname, given, *common, optional)
        else:
            zone = MRVBCodeGenerator("V", state, surname, given, *common, optional)
        lines = str(zone).split("\n")
        field = lines[2] if kind == "TD1" else lines[0][5:]
        primary, _, secondary = field.rstrip("<").partition("<<")
        spelt = primary.replace("<", " "), secondary.replace("<", " ")
        told = [born, until, "X" if sex == "<" else sex, state]
        rows.append([typed(lines), ON, "pass", "", *spelt, num, *told])
        # A field filled to its end may be cut off.
        if field.endswith("<"):
            names.append([*spelt, surname, given, "match"])
        rows.extend(spoilt(kind, lines))
        if kind in ("TD1", "TD2") and rnd.random() < 0.3:
            long, whole = long_number(kind, lines)
            rows.append([typed(whole), ON, "pass", "", *spelt, long, *told])
            if kind == "TD1":
                # Odd digits only are in it: an even one is another, and no weight hides that.
                other = whole[0][:15] + rnd.choice("02468") + whole[0][16:]
                rows.append([typed([other, *whole[1:]]), ON, "fail", "number;composite", *[""] * 7])
    return rows, names


def typed(lines):
    """As readers and people type: in either case, with spaces around."""
    joined = "/".join(lines)
    if rnd.random() < 0.1:
        joined = joined.lower()
    if rnd.random() < 0.1:
        joined = " " + joined.replace("/", " / ") + "  "
    return joined


def long_number(kind, lines):
    """The same card with a number of ten to fourteen characters, its digits worked out by `mrz`."""
    long = "".join(rnd.choice("13579") for _ in range(9 + rnd.randint(1, 5)))
    rest = long[9:] + hash_string(long)
    changed = list(lines)
    width = 15 if kind == "TD1" else 7
    if kind == "TD1":
        changed[0] = lines[0][:5] + long[:9] + "<" + rest.ljust(width, "<")
        over = changed[0][5:] + lines[1][:7] + lines[1][8:15] + lines[1][18:29]
        changed[1] = lines[1][:29] + hash_string(over)
    else:
        second = long[:9] + "<" + lines[1][10:28] + rest.ljust(width, "<")
        changed[1] = second + hash_string(second[:10] + second[13:20] + second[21:35])
    return long, changed


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
    yield [typed(changed), ON, "fail", failed, "", "", "", "", "", "", ""]


def cyrillic_names():
    for name in RUSSIAN:
        yield [iuliia.ICAO_DOC_9303.translate(name).upper(), "ANNA", name, "Анна", "match"]
    for script, names in OTHER_CYRILLIC.items():
        table = getattr(scripts, script)()
        for name in names:
            yield [transliterate(name, table), transliterate("Анна", table), name, "Анна", "match"]


def other_people():
    """One person's document with another's record, and surname and first name in each other's place."""
    table = scripts.latin_based()
    spelt = lambda name: transliterate(name, table).replace("<", " ").replace("'", "")
    for _ in range(150):
        (one, other), given = rnd.sample(SURNAMES, 2), rnd.choice(GIVEN)
        yield [spelt(one), spelt(given), other, given, "differs"]
        first, second = rnd.sample(GIVEN, 2)
        if spelt(first).split()[0] != spelt(second).split()[0] and not set(spelt(first).split()) & set(spelt(second).split()):
            yield [spelt(one), spelt(first), one, second, "differs"]
        yield [spelt(given), spelt(one), one, given, "check"]


def ages():
    for _ in range(400):
        born = datetime.date(1900, 1, 1) + datetime.timedelta(days=rnd.randint(0, 73413))
        near = rnd.choice([0, 1, 15, 16, 17, 18, 25, 65, 100])
        on = born + relativedelta(years=near) + datetime.timedelta(days=rnd.randint(-2, 2))
        # dateutil attains 29 February on the 28th; the rule on 1 March.
        if on >= born and (born.month, born.day) != (2, 29):
            yield [born, on, relativedelta(on, born).years]
    for year in range(1904, 2100, 4):
        born, march = datetime.date(year, 2, 29), datetime.date(year, 3, 1)
        for years in (15, 16, 17, 18, 19):
            turning = datetime.date(year + years, 3, 1)
            for on in (turning - datetime.timedelta(days=1), turning):
                # In a common year the birthday is that of somebody born on 1 March.
                exact = relativedelta(on, born if (on.month, on.day) == (2, 29) else march).years
                yield [born, on, exact]


def gates():
    for _ in range(400):
        treatment = rnd.choice(["botulinum toxin", "dermal filler", "chemical peel", "laser", "general"])
        on = ON + datetime.timedelta(days=rnd.randint(-900, 1500))
        born = on - relativedelta(years=rnd.choice([1, 12, 15, 16, 16, 17, 18, 18, 19, 40, 90])) + datetime.timedelta(days=rnd.randint(-1, 1))
        if (born.month, born.day) == (2, 29):
            continue
        years = relativedelta(on, born).years
        if treatment in ("botulinum toxin", "dermal filler") and years < 18:
            verdict = "stopped"
        elif years < 16:
            verdict = "parental"
        elif years < 18 and treatment != "general":
            verdict = "clinician"
        else:
            verdict = "allowed"
        yield [treatment, rnd.choice(["england", "wales", "scotland", "northern-ireland"]), born, on, verdict]


def licences():
    for _ in range(300):
        born, woman = datetime.date(1932, 1, 1) + datetime.timedelta(days=rnd.randint(0, 365 * 77)), rnd.random() < 0.5
        surname = rnd.choice(["LI", "O", "MORGAN", "MCDONALD", "NG", "FEATHERSTONE", "WOOD", "SMITH", "DARCY", "XU"])
        month = born.month + (50 if woman else 0)
        initials = rnd.choice(["AB", "S9", "99", "ZZ", "M9"])
        parts = [surname[:5].ljust(5, "9"), f"{born.year % 100 // 10}{month:02}{born.day:02}{born.year % 10}", initials + "9IJ"]
        text = rnd.choice(["", "", " "]).join(parts) + rnd.choice(["", "35", " 07"])
        yield [text if rnd.random() < 0.7 else text.lower(), "pass", "F" if woman else "M", born]
        month = rnd.choice([0, 13, 20, 49, 50, 63, 70, 99])
        yield [f"{parts[0]}{parts[1][0]}{month:02}{parts[1][3:]}{parts[2]}", "fail", "", ""]
    for length in range(1, 21):
        text = "".join(rnd.choice("0123456789") for _ in range(length))
        yield [text, "by-hand" if length == 8 else "fail", "", ""]


def nhs_numbers():
    for _ in range(300):
        text = f"999{rnd.randint(0, 9_999_999):07}" if rnd.random() < 0.6 else f"{rnd.randint(0, 9_999_999_999):010}"
        if rnd.random() < 0.5:
            # Complete it, unless no digit does.
            text = next((whole for last in "0123456789" if nhs.is_valid(whole := text[:9] + last)), text)
        shown = text if rnd.random() < 0.5 else f"{text[:3]} {text[3:6]} {text[6:]}"
        yield [shown, "valid" if nhs.is_valid(text) else "invalid"]


def write(name, header, rows):
    with open(FOLDER / name, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header.split(","))
        out.writerows(rows)


FOLDER.mkdir(parents=True, exist_ok=True)
zone_rows, name_rows = zones()
write("mrz.csv", "lines,on,verdict,failed,surname,given_names,number,birth,expiry,sex,issuer", zone_rows)
# Each pair of names once: many zones share theirs.
name_rows = dict.fromkeys(map(tuple, [*name_rows, *cyrillic_names(), *other_people()]))
write("name_match.csv", "document_surname,document_given,record_surname,record_given,verdict", name_rows)
write("age.csv", "born,on,age", ages())
write("gate.csv", "treatment,nation,born,on,verdict", gates())
write("driving_licence.csv", "number,verdict,sex,born", licences())
write("nhs_number.csv", "number,verdict", nhs_numbers())
