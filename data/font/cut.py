#!/usr/bin/env python3
"""Cuts the fonts of the PDFs from those that they come from, into the folder it is called in."""

from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

FONTS = "/usr/share/fonts/truetype"
SANS = (
    "0020-007E,00A0-024F,0259,02BB-02BC,02C6-02DD,0300-0304,0306-030C,0323,0326-0328,0370-03FF,0400-052F,"
    "1E00-1FFF,2000-206F,2070-209F,20A0-20BF,2100-214F,2150-218F,2190-2193,2200-22FF,25CA,FB01-FB02"
)
MONO = (
    "0020-007E,00A0-017F,0192,0218-021B,0370-03FF,0400-045F,0490-0491,2010-2027,2030-203A,2070-208E,20AC,"
    "2116,2122,2190-2199,21A9-21AA,21B5-21B7,21BA-21BB,21D0-21D4,2200-220F,2211-221E,2227-222B,2248,"
    "2260-2265,2500-257F,2580-259F,25A0-25FF,2600-2606,2610-2612,26A0,2713-2718,271A,276F,2794,279C,FFFD"
)
# Between these letters and signs the kerning is kept.
KERNED = [*range(0x21, 0x7F), *map(ord, "–—‘’“”ÄÖÜäöüßéèáó")]
DROPPED = "GPOS GSUB GDEF FFTM DSIG kern gasp LTSH VDMX hdmx TTFA".split()


def moved(value):
    return getattr(value, "XAdvance", 0) if value else 0


def pairs_of(table, names):
    """The pairs of a table of kerning, the first that names a pair."""
    found = {}
    for part in table.SubTable:
        part = part.ExtSubTable if part.LookupType == 9 else part
        if part.LookupType != 2:
            continue
        for place, left in enumerate(part.Coverage.glyphs):
            if left not in names:
                continue
            if part.Format == 1:
                for pair in part.PairSet[place].PairValueRecord:
                    if pair.SecondGlyph in names:
                        found.setdefault((left, pair.SecondGlyph), moved(pair.Value1))
            else:
                row = part.Class1Record[part.ClassDef1.classDefs.get(left, 0)].Class2Record
                for right in names:
                    value = row[part.ClassDef2.classDefs.get(right, 0)].Value1
                    found.setdefault((left, right), moved(value))
    return found


def kerning(font):
    glyphs = font.getBestCmap()
    names = {glyphs[code] for code in KERNED if code in glyphs}
    tables = font["GPOS"].table
    places = {i for one in tables.FeatureList.FeatureRecord if one.FeatureTag == "kern" for i in one.Feature.LookupListIndex}
    pairs = {}
    for place in sorted(places):
        for pair, value in pairs_of(tables.LookupList.Lookup[place], names).items():
            pairs[pair] = pairs.get(pair, 0) + value
    return {pair: value for pair, value in pairs.items() if value}


def cut(source, family, style, signs, kerned):
    font = TTFont(f"{FONTS}/{source}", recalcTimestamp=False)
    pairs = kerning(font) if kerned else {}
    options = subset.Options(hinting=False, layout_features=[], name_languages=[0x409], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.glyph_names = False
    options.notdef_outline = True
    options.drop_tables += DROPPED
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(signs))
    cutter.subset(font)
    names = font["name"]
    names.names = [name for name in names.names if name.platformID == 3]
    file = f"{family.replace(' ', '')}-{style}"
    full = family if style == "Regular" else f"{family} {style}"
    for number, words in {1: family, 2: style, 3: f"{file}, cut", 4: full, 6: file}.items():
        names.setName(words, number, 3, 1, 0x409)
    if pairs:
        table = KernTable_format_0()
        table.coverage, table.version, table.apple, table.tupleIndex = 1, 0, False, None
        table.kernTable = pairs
        font["kern"] = newTable("kern")
        font["kern"].version, font["kern"].kernTables = 0, [table]
    font.save(f"{file}.ttf")


for style in ["Regular", "Bold", "Italic"]:
    cut(f"crosextra/Carlito-{style}.ttf", "Gavel Sans", style, SANS, True)
cut("dejavu/DejaVuSansMono.ttf", "Gavel Mono", "Regular", MONO, False)
