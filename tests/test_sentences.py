"""Where sentences end: rows that a speaker of the language would cut in the same places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.sentences import split_sentences
from culturekit.store import open as open_store

STORE = open_store()


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("bg", "Адресът е ул. Раковски 5, гр. София. Благодарим.", 2),
        ("bg", "Изпратихме го по факс. Благодарим.", 2),
        ("ca", "Benvolguda Sra. Puig, visqui a l’av. Diagonal. Gràcies.", 2),
        ("ca", "No en queda cap. Ho sentim.", 2),
        ("en", "No, we can't. Sorry.", 2),
        ("en", "No, we can’t. Sorry.", 2),
        ("fr", "Voir l'art. L. 5 et l’art. R. 6. Merci.", 2),
        ("da", "Vi åbner kl. 9 hos hr. Holm, str. M og ca. 50 kr. Tak.", 2),
        ("da", "Din aftale er den {date} kl. {time}. Tak.", 2),
        ("da", "Prisen er kr. {amount}. Tak.", 2),
        ("el", "Η κα. Νίκα μένει στην οδ. Ερμού 5. Ευχαριστούμε.", 2),
        ("et", "Arve nr. {invoice} saatis hr. Tamm. Täname.", 2),
        ("fi", "Hinta on 5 € sis. ALV, kysykää: rva. Niemi. Kiitos.", 2),
        ("fi", "Takuu on 12 kk. Kiitos.", 2),
        ("hr", "Hvala, dr. Horvat, tel. Zagreb. Javite se.", 2),
        ("hu", "Kérjük, dr. Nagy, írjon pl. Budapestre. Köszönjük.", 2),
        ("hu", "A kézbesítés napja: 2026. március 7. Köszönjük.", 2),
        ("lt", "Rašykite dr. Jonui, pr. Gedimino 5, sąskaita Nr. {invoice}. Ačiū.", 2),
        ("lt", "Atvykite 14:30 val. Ačiū.", 2),
        ("lv", "Zvaniet, tālr. {phone}, prof. Kalns, piem. Rīgā. Paldies.", 2),
        ("nb", "Vi møtes kl. {time} hos hr. Dahl. Takk.", 2),
        ("nn", "Vi møtest kl. {time} hos hr. Dahl. Takk.", 2),
        ("no", "Ta kontakt ved spm. Takk.", 2),
        ("ro", "Vă așteptăm pe str. Lungă, bl. A, la dr. Pop. Mulțumim.", 2),
        ("ro", "Vă mulțumim pentru comanda dvs. Revenim curând.", 2),
        ("ro", "Comanda dvs. {order} a sosit. Mulțumim.", 2),
        ("ru", "Мы на ул. Мира, тел. {phone}. Спасибо.", 2),
        ("sk", "Ďakujeme, Ing. Novák, ul. Dlhá 5, č. {order}. Ozveme sa.", 2),
        ("sl", "Hvala, dr. Novak, ul. Bratov 5, št. {order}. Pišite nam.", 2),
        ("sl", "Prejeli smo ga. Hvala.", 2),
        ("sr", "Хвала, др. Петровић, бр. {order}. Пишите нам.", 2),
        ("sr-Latn", "Hvala, dr. Petrović, br. {order}. Pišite nam.", 2),
        ("sv", "Vi ses kl. {time} hos dr. Ek, order nr. {order}. Tack.", 2),
        ("sv", "Din varukorg är tom. Tack.", 2),
        ("tr", "Dr. Kaya, Atatürk Cad. Beşiktaş, sipariş no. {order}. Teşekkürler.", 2),
        ("uk", "Вкажіть ім'я. Дякуємо.", 2),
        ("uk", "Ми на вул. Миру, тел. {phone}. Дякуємо.", 2),
    ],
)
def test_an_abbreviation_ends_no_sentence_in_its_language(language, text, sentences):
    """A word that is also a common one, or a unit at the end of a sentence, does end it."""
    text = text.replace("{", "\ufffc{").replace("}", "}\ufffc")
    found = split_sentences(_fields_as_marks(text), language=language, store=STORE)
    assert len(found) == sentences, found


def _fields_as_marks(text):
    """Fields as the splitter gets them: one character that stands for the field."""
    out, inside = "", False
    for sign in text:
        if sign == "\ufffc":
            inside = not inside
            out += sign if inside else ""
        elif not inside:
            out += sign
    return out


LANGUAGES = [name for name in STORE.rules("translate") if len(name) == 2]


@given(st.text(alphabet=" .!?…aÄя。\ufffc1", max_size=60), st.sampled_from(LANGUAGES))
def test_the_sentences_of_a_line_are_the_line(text, language):
    found = split_sentences(text, language=language, store=STORE)
    assert "".join(found) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_abbreviations_are_written_as_they_are_compared(language):
    """In small letters and without their stop; each of them once."""
    on_file = STORE.rules("translate")[language]
    words = [*on_file.get("abbreviations", ()), *on_file.get("before_figures", ())]
    assert all(word == word.lower() and not word.endswith(".") for word in words)
    assert len(set(words)) == len(words)
