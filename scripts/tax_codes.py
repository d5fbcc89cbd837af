"""Invented people and their tax codes, made and read by libraries that know nothing of Soglia.

Each line: code, verdict, born, sex, place, place's name, province, family, given. The verdict is `good`, or what is
wrong: `check`, `sign`, `length` (it can be no code), `day`, `place` (the library knows no such day or place, which
Soglia only remarks). Family and given name stand on the lines of codes that were made from them.
"""

import random
import sys
from datetime import datetime, timedelta
from functools import lru_cache

from codicefiscale import codicefiscale
from codicefiscale.data import get_municipalities_data, get_countries_data
from stdnum import luhn
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength
from stdnum.it import codicefiscale as check

FAMILIES = (
    "Rossi|Fo|De Sica|D'Angelo|Bah|Diallo|Ng|Li|Okonkwo|Ibrahimović|Đorđević|Müller|Nguyễn|García Márquez|Àgnes|Eco|"
    "Abdi Hassan|Haile Selassie|Kovač|Øye|Traoré|N'Diaye|Sow|Bâ|Ahmadzai|Świątek|Çelik|Ionescu|Țepeș|Ua|Io|Aiello"
).split("|")
GIVENS = (
    "Mario|Anna|Ai|Fatoumata|Gianfranco|Mohamed Lamine|Ève|José|Zoë|Oumar|Ibrahima|Maria Giovanna|Bo|Io|Nadège|Şükrü|"
    "Tsegaye|Xhevdet|Þór|Łukasz|Abd al-Rahman|Marianna|Ümit|Uwe|Aïcha|Björn|Ana-Maria|Noè|Mbaye|Y"
).split("|")
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

# Only the wearisome list of all 128 omocodes is left out of reading, for speed; a few people get theirs in full below.
all_omocodes = codicefiscale._get_omocodes
codicefiscale._get_omocodes = lambda code: []
# And a date that was read once is not read again.
codicefiscale._get_date = lru_cache(None)(codicefiscale._get_date)


def places():
    """Every municipality and state with the days on which it was there, as far as somebody alive may be born in it."""
    found = []
    for one in get_municipalities_data() + get_countries_data():
        first = max(datetime.fromisoformat((one["date_created"] or "1900-01-01")[:10]), datetime(1930, 1, 1))
        last = min(datetime.fromisoformat((one["date_deleted"] or "2026-11-01")[:10]), datetime(2026, 11, 1))
        if first < last:
            found.append((one["code"], first, (last - first).days))
    return found


def line(code, family="", given=""):
    verdict, born, sex, place, name, province = "good", "", "", "", "", ""
    try:
        check.validate(code)
    except InvalidLength:
        verdict = "length"
    except InvalidFormat:
        verdict = "sign"
    except InvalidChecksum:
        verdict = "check"
    except InvalidComponent:
        verdict = "day"
    try:
        read = codicefiscale.decode(code)
        assert verdict == "good", f"the libraries disagree about {code}: {verdict}"
        born, sex, town = read["birthdate"].date().isoformat(), read["gender"], read["birthplace"]
        place, name, province = town["code"], town["name"], town["province"]
    except ValueError:
        verdict = "place" if verdict == "good" else verdict
    print(code, verdict, born, sex, place, name, province, family, given, sep="\t")


def main(people=1000, seed=23121976):
    dice = random.Random(seed)
    known = places()
    for nth in range(people):
        family, given, sex = dice.choice(FAMILIES), dice.choice(GIVENS), dice.choice("MF")
        if nth % 3 == 0:
            family = "".join(dice.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(dice.randint(1, 9)))
        place, first, days = dice.choice(known)
        born = first + timedelta(days=dice.randint(0, days))
        code = codicefiscale.encode(family, given, sex, born, place)
        line(code, family, given)
        omocodes = all_omocodes(code)
        for other in omocodes if nth % 200 == 0 else dice.sample(omocodes, 3):
            line(other, family, given)
        for _ in range(3):
            at = dice.randrange(16)
            wrong = code[:at] + dice.choice(SIGNS) + code[at + 1 :]
            line(wrong)
        line(code[:15] + dice.choice("0123456789"))
        for wrong in (code[:8] + "B" + dice.choice(("30", "31", "70", "71")) + code[11:15], code[:11] + "Z999"):
            line(wrong + codicefiscale.encode_cin(wrong))
        line("".join(dice.choice((sign.lower(), sign, " " + sign, "-" + sign)) for sign in code).strip(" -"), family, given)
        number = "".join(dice.choice("0123456789") for _ in range(10))
        digit = luhn.calc_check_digit(number)
        print(number + digit, "good", *[""] * 7, sep="\t")
        print(number + str((int(digit) + dice.randint(1, 9)) % 10), "check", *[""] * 7, sep="\t")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
