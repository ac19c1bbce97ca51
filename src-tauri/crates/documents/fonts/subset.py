"""Cuts the symbol faces and the code face down to what a page needs: subset.py SOURCE_FOLDER TARGET_FOLDER."""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont

source, target = sys.argv[1], sys.argv[2]


def cut(name, result, ranges, family=None):
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    options.drop_tables += ["MATH", "meta", "STAT"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.recalc_timestamp = False
    font = TTFont(f"{source}/{name}.ttf", recalcTimestamp=False)
    tool = subset.Subsetter(options)
    tool.populate(unicodes=[c for low, high in ranges for c in range(low, high + 1)])
    tool.subset(font)
    if family:  # the licence reserves the original's name for the unmodified face
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6):
                record.string = family.replace(" ", "") if record.nameID == 6 else family
    font.save(f"{target}/{result}.ttf")


# Arrows, comparison signs and angle brackets: clinical notes use them, Noto Sans lacks them.
cut("math", "NotoSansMath-Signs", [(0x2190, 0x2199), (0x21D0, 0x21D5), (0x2200, 0x22FF), (0x27E6, 0x27EB)])
# Bullets, ballot boxes, ticks, crosses, stars and the warning sign.
cut("symbols", "NotoSansSymbols2-Signs", [(0x25A0, 0x25FF), (0x2605, 0x2606), (0x2610, 0x2612), (0x26A0, 0x26A0), (0x2713, 0x2718)])
# Recovery codes, where O and 0 or I and 1 must not be taken for each other.
cut("code", "DeskCode-SemiBold", [(0x20, 0x7E)], family="Desk Code")
