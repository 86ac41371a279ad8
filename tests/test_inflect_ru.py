"""Russian names are addressed in the nominative; only a patronymic has to be known as one."""

from __future__ import annotations

import pytest

from culturekit.inflect import inflect
from culturekit.model import Gender

PATRONYMICS = """
    Иванович    Сергеевич   Алексеевич  Юрьевич     Ильич       Кузьмич     Никитич
    Ивановна    Сергеевна   Юрьевна     Ильинична   Никитична   Фёдоровна
    Ivanovich   Yuryevich   Ilyich      Sergeevna   Petrovna    Ilyinichna
"""


def patronymic(name: str, gender: Gender | None = None) -> str | None:
    return inflect(name, "vocative", language="ru", part="given2", gender=gender)


@pytest.mark.parametrize("gender", [None, *Gender])
@pytest.mark.parametrize("name", PATRONYMICS.split())
def test_a_patronymic_stays_as_it_is(name: str, gender: Gender | None) -> None:
    assert patronymic(name, gender) == name


@pytest.mark.parametrize("name", ["Гасан оглы", "Ахмед кызы", "Бакыт-уулу"])
def test_so_does_one_from_the_caucasus_and_central_asia(name: str) -> None:
    assert patronymic(name) == name


@pytest.mark.parametrize(
    "name", ["Robert", "Мария", "Александр", "Jean", "иванович", "Иванович1", "оглы", "Ана Мария"]
)
def test_a_middle_name_is_no_patronymic(name: str) -> None:
    assert patronymic(name) is None


def test_nothing_else_is_inflected() -> None:
    for part in ("given", "surname"):
        assert inflect("Иван", "vocative", language="ru", part=part, gender=Gender.MALE) is None
