"""Georgian given names in an address: without the nominative's -ი, unless it is the name's own."""

from __future__ import annotations

import re

from ..model import Gender
from .words import Key, Rule, each

__all__ = ["RULES"]

# A given name beside ბატონო and ქალბატონო stands in its stem: ბატონო მიხეილ, of მიხეილი (a letter
# at primetime.ge); ბატონო გიორგი, whose -ი is its own (sublearn.com). A name in -ი may be either,
# so the names of both kinds are listed; names with another ending stay as they are.

_WORD = re.compile("[ა-ჰ]+")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:[ '’\-][A-Za-zÀ-ÖØ-öø-ɏ]+)*")

#: names whose -ი is their own
_OWN = re.compile(
    "აკაკი|ალექსი|ანატოლი|ანი|არკადი|ბადრი|გენადი|გივი|გიორგი|გოგი|გრიგორი|დალი|დიმიტრი|ელი|"
    "ვალერი|თათი|ირაკლი|იური|კახი|კუკური|ლალი|ლილი|მარი|მერი|ნაზი|ნათი|ნანი|ნანული|ნელი|ნინი|"
    "რატი|სერგი|სოფი|ქეთი"
)

#: names that have none of their own
_STEMS = re.compile(
    "ავთანდილ|ალბერტ|ამირან|ანზორ|არსენ|არჩილ|ბაგრატ|ბესარიონ|ბესიკ|გაბრიელ|გრიგოლ|გურამ|დავით|"
    "დარეჯან|ედუარდ|ელისაბედ|ემზარ|ეთერ|ვალერიან|ვარლამ|ვასილ|ვახტანგ|ვლადიმერ|ზაურ|ზვიად|ზურაბ|"
    "თამაზ|თამარ|თეიმურაზ|თენგიზ|თინათინ|იაკობ|იოსებ|კონსტანტინ|ლევან|მალხაზ|მარიამ|მერაბ|მიხეილ|"
    "ნესტან|ნიკოლოზ|ნოდარ|ნუგზარ|ომარ|ოთარ|რამაზ|რევაზ|რობერტ|რომან|რუსუდან|სიმონ|სოლომონ|სულხან|"
    "ტარიელ|ფრიდონ|ქეთევან|ჯანსუღ|ჯემალ|ჯუმბერ"
)


def _given(name: str) -> str | None:
    return name if _LATIN.fullmatch(name) else each(name, _WORD, _word)


def _word(name: str) -> str | None:
    if not name.endswith("ი") or _OWN.fullmatch(name):
        return name
    return name[:-1] if _STEMS.fullmatch(name[:-1]) else None


#: Georgian has no gender, so the rule needs none
RULES: dict[Key, Rule] = {("vocative", "given", gender): _given for gender in (*Gender, None)}
