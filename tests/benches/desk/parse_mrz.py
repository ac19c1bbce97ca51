"""Zones read by the package `mrz`: ZONES.json SAMPLES. Prints what it read, and milliseconds for each reading of all."""

import json
import sys
import time

from mrz.checker.td1 import TD1CodeChecker
from mrz.checker.td2 import TD2CodeChecker
from mrz.checker.td3 import TD3CodeChecker

BY_LENGTH = {30: TD1CodeChecker, 36: TD2CodeChecker, 44: TD3CodeChecker}


def read(zone):
    checked = BY_LENGTH[zone.index("\n")](zone)
    return checked, checked.fields()


with open(sys.argv[1], encoding="utf-8") as file:
    zones = json.load(file)
told = []
for checked, fields in map(read, zones):
    # Fields may be held against lists of states; what is asked here is whether the digits hold.
    told.append([fields.document_number, fields.surname, fields.name] if checked._all_hashes() else ["", "", ""])
times = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    for zone in zones:
        read(zone)
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps({"read": told, "milliseconds": times}))
