"""Rewrites context lookups as chained ones without surroundings: contexts.py FONT...

They mean the same, but harfrust 0.12 tests a format 3 context lookup against one glyph too many when it decides which
Bengali consonants have a form below the base, so that a subjoined ra or ba was never formed. Drop this when it is mended.
"""

import sys

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

for name in sys.argv[1:]:
    font = TTFont(name, recalcTimestamp=False)
    for lookup in font["GSUB"].table.LookupList.Lookup:
        if lookup.LookupType != 5 or any(table.Format != 3 for table in lookup.SubTable):
            continue
        lookup.LookupType = 6
        for index, old in enumerate(lookup.SubTable):
            new = otTables.ChainContextSubst()
            new.Format = 3
            new.BacktrackCoverage, new.InputCoverage, new.LookAheadCoverage = [], old.Coverage, []
            new.BacktrackGlyphCount, new.InputGlyphCount, new.LookAheadGlyphCount = 0, old.GlyphCount, 0
            new.SubstCount, new.SubstLookupRecord = old.SubstCount, old.SubstLookupRecord
            lookup.SubTable[index] = new
    font.save(name)
