"""Georgian given names beside ბატონო and ქალბატონო: the stem, without the nominative's -ი.

Each line is one name and its address form; "-" says that nothing is sure.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.inflect import inflect
from culturekit.model import Gender
from tests.name_forms import pairs

# მიხეილ and გიორგი: primetime.ge and sublearn.com; მანანა: a letter to an office.
NAMES = """
    მიხეილი მიხეილ      დავითი დავით        ლევანი ლევან        ზურაბი ზურაბ
    ვახტანგი ვახტანგ    თამაზი თამაზ        თენგიზი თენგიზ      გურამი გურამ
    ნოდარი ნოდარ        ზვიადი ზვიად        ნიკოლოზი ნიკოლოზ    გრიგოლი გრიგოლ
    იოსები იოსებ        სულხანი სულხან      არჩილი არჩილ        ბესიკი ბესიკ
    მერაბი მერაბ        ოთარი ოთარ          რევაზი რევაზ        სიმონი სიმონ
    თამარი თამარ        მარიამი მარიამ      ქეთევანი ქეთევან    რუსუდანი რუსუდან
    გიორგი გიორგი       ირაკლი ირაკლი       აკაკი აკაკი         გივი გივი
    დიმიტრი დიმიტრი     ანი ანი             ლალი ლალი           მერი მერი
    ნინო ნინო           მანანა მანანა       ეკატერინე ეკატერინე ზურა ზურა
    მიხეილ მიხეილ       დავით დავით         ვაჟა ვაჟა           ნანა ნანა
    ანა-მარიამი ანა-მარიამ                  Nino Nino           John John
    დალი დალი           რატი რატი           ბადრი ბადრი         ნანული ნანული
    ავთანდილი ავთანდილ  ნუგზარი ნუგზარ      ვასილი ვასილ        ზაური ზაურ
    ჰერმიონი -          კარლოსი -           Анна -              -5 -
"""


@pytest.mark.parametrize(("name", "form"), pairs(NAMES))
@pytest.mark.parametrize("gender", [*Gender, None])
def test_given_names_whatever_the_gender(name, form, gender):
    assert inflect(name, "vocative", language="ka", part="given", gender=gender) == form


def test_surnames_are_not_inflected():
    assert inflect("ბერიძე", "vocative", language="ka", part="surname", gender=None) is None


@given(st.text("აბგდევზთიკლმნოპრსტუფქღყშჩცძწჭხჯჰ", min_size=1, max_size=10))
def test_a_form_is_the_name_with_or_without_its_last_letter(name):
    form = inflect(name, "vocative", language="ka", part="given", gender=None)
    assert form in (None, name, name[:-1])
    assert form is None or re.fullmatch("[ა-ჰ]+", form)
