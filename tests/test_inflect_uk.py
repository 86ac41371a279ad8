"""The vocative of Ukrainian names: Іване, Олено Петрівно, Шевченку.

Each line is one name and its address form; "-" says that nothing is inflected: the greeting
goes without the name, or with the surname as it is.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.inflect import inflect
from culturekit.model import Gender
from tests.name_forms import pairs

# Віктор, Іван, Федір, Павло, Олег, Марко, Генріх, Юрій, Андрій, Сергій, Микола, Ілля, Костя:
# textbook.com.ua and osvita.ukr-lit.com, on the vocative in business Ukrainian.
MEN = """
    Віктор Вікторе      Іван Іване          Федір Федоре        Павло Павле
    Олег Олегу          Марко Марку         Генріх Генріху      Юрій Юрію
    Андрій Андрію       Сергій Сергію       Микола Миколо       Ілля Ілле
    Олександр Олександре Петро Петре        Дмитро Дмитре       Михайло Михайле
    Данило Даниле       Кирило Кириле       Володимир Володимире Тарас Тарасе
    Богдан Богдане      Василь Василю       Максим Максиме      Остап Остапе
    Назар Назаре        Ярослав Ярославе    Степан Степане      Яків Якове
    Антін Антоне        Тиміш Тимоше        Прокіп Прокопе      Матвій Матвію
    Геннадій Геннадію   Лука Луко           Сава Саво           Олекса Олексо
    Костя Костю         Коля Колю           Ваня Ваню           Саша Сашо
    Левко Левку         Сергійко Сергійку   В’ячеслав В’ячеславе Лук'ян Лук'яне
    Іван-Павло Іване-Павле                  Артем Артеме        Денис Денисе
    Дієго -             Бруно -             Маріо -             Ахмед -
    Мухаммед -          Людвіг -            John -              Ivan -
    іван -              ІВАН -              Эдуард -            Eugen -
    Илья -              Евгений -           Ахмет -             Микита Микито
"""

# Людмила, Ірина, Лідія, Марія, Наталія, Любов, Валя: osvita.ukr-lit.com.
WOMEN = """
    Людмила Людмило     Ірина Ірино         Лідія Лідіє         Марія Маріє
    Наталія Наталіє     Любов Любове        Валя Валю           Наталя Наталю
    Олена Олено         Ольга Ольго         Софія Софіє         Оксана Оксано
    Тетяна Тетяно       Юлія Юліє           Ганна Ганно         Катерина Катерино
    Надія Надіє         Віра Віро           Дар’я Дар’є         Мар’яна Мар’яно
    Зоя Зоє             Майя Майє           Леся Лесю           Настя Настю
    Катя Катю           Соломія Соломіє     Ярина Ярино         Інна Інно
    Кармен Кармен       Аліс Аліс           Анна-Марія Анно-Маріє Ева Ево
    Нінель -            Адель -             Юдиф -              Леа -
    Olena -             олена -             Зоряна- -           Ольга1 -
    Дарья -             Наталья -           Даря -              Лілія Ліліє
"""

# Максименко, Коваль, Кравчук, Коваленко: the orthography of 2019, § 87 (centrkum.blogspot.com).
MENS_SURNAMES = """
    Максименко Максименку Коваль Ковалю     Кравчук Кравчуку    Коваленко Коваленку
    Шевченко Шевченку   Бойко Бойку         Мельник Мельнику    Тарасюк Тарасюку
    Черняк Черняку      Гайдай Гайдаю       Петров Петрове      Пушкін Пушкіне
    Савчин Савчине      Москаль Москалю     Палій Палію         Сковорода Сковородо
    Тичина Тичино       Мазепа Мазепо       Муха Мухо           Гнатюк Гнатюку
    Зеленський Зеленський Білий Білий       Левицький Левицький Чорний Чорний
    Бондар -            Ткач -              Кравець -           Ковалів -
    Швед -              Кіт -               Гмиря -             Задорожній -
    Дюма -              Сміт -              Smith -             шевченко -
"""

PATRONYMICS = """
    Петрович Петровичу  Андрійович Андрійовичу Ілліч Іллічу     Лукич Лукичу
    Robert -            Тарас -             Петрівна -
"""

MATRONYMICS = """
    Андріївна Андріївно Давидівна Давидівно Петрівна Петрівно   Іллівна Іллівно
    Юріївна Юріївно     Лукічна -           Марія -             Петрович -
"""


def vocative(name: str, part: str, gender: Gender | None) -> str | None:
    return inflect(name, "vocative", language="uk", part=part, gender=gender)


@pytest.mark.parametrize(("name", "form"), pairs(MEN))
def test_men(name: str, form: str | None) -> None:
    assert vocative(name, "given", Gender.MALE) == form


@pytest.mark.parametrize(("name", "form"), pairs(WOMEN))
def test_women(name: str, form: str | None) -> None:
    assert vocative(name, "given", Gender.FEMALE) == form


@pytest.mark.parametrize(("name", "form"), pairs(MENS_SURNAMES))
def test_mens_surnames(name: str, form: str | None) -> None:
    assert vocative(name, "surname", Gender.MALE) == form


@pytest.mark.parametrize(("name", "form"), pairs(PATRONYMICS))
def test_patronymics_of_men(name: str, form: str | None) -> None:
    assert vocative(name, "given2", Gender.MALE) == form


@pytest.mark.parametrize(("name", "form"), pairs(MATRONYMICS))
def test_patronymics_of_women(name: str, form: str | None) -> None:
    assert vocative(name, "given2", Gender.FEMALE) == form


@pytest.mark.parametrize("gender", [None, Gender.NEUTRAL])
@pytest.mark.parametrize("part", ["given", "given2", "surname"])
def test_no_gender_is_guessed(part: str, gender: Gender | None) -> None:
    assert vocative("Олена", part, gender) is None


letters = st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=1, max_size=10)
names = st.one_of(st.text(max_size=20), letters.map(str.capitalize), letters)


@given(names, st.sampled_from(["given", "given2", "surname"]), st.sampled_from([*Gender]))
def test_a_form_is_a_word_in_ukrainian_letters_that_begins_as_the_name_does(
    name: str, part: str, gender: Gender
) -> None:
    form = vocative(name, part, gender)
    if form is not None:
        assert re.fullmatch(r"[А-ЯҐЄІЇа-яґєії’ʼ' \-]+", form)
        assert form[0] == name[0]
