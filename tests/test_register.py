"""The register of a text, from short service sentences in each language."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturekit.errors import InvalidValue
from culturekit.model import RegisterLabel
from culturekit.register import detect_register, find_cues
from culturekit.store import open as open_store

#: language -> the same message, formal and informal
PAIRS = {
    "de": [
        ("Können Sie mir Ihre Nummer schicken?", "Kannst du mir deine Nummer schicken?"),
        ("Vielen Dank für Ihre Bestellung.", "Danke für deine Bestellung."),
        ("Bitte senden Sie uns die Rechnung.", "Schick uns bitte deine Rechnung."),
        ("Wir haben Ihnen den Betrag erstattet.", "Wir haben dir den Betrag erstattet."),
        ("Haben Sie noch Fragen?", "Hast du noch Fragen?"),
    ],
    "fr": [
        ("Pouvez-vous m'envoyer votre numéro ?", "Peux-tu m'envoyer ton numéro ?"),
        ("Merci pour votre commande.", "Merci pour ta commande."),
        ("Veuillez patienter un instant.", "Patiente un instant, je t'appelle."),
        ("Nous vous avons remboursé.", "Nous t’avons remboursé."),
        ("Avez-vous d'autres questions ?", "As-tu d'autres questions ?"),
    ],
    "es": [
        ("¿Puede enviarme su número?", "¿Puedes enviarme tu número?"),
        ("Gracias por su pedido.", "Gracias por tu pedido."),
        ("Espere un momento, por favor.", "Espera un momento, por favor."),
        ("Le hemos devuelto el importe.", "Te hemos devuelto el importe."),
        ("¿Tiene alguna otra pregunta?", "¿Tienes alguna otra pregunta?"),
        ("Queremos ayudarle.", "Queremos ayudarte."),
    ],
    "it": [
        ("Può mandarmi il Suo numero?", "Puoi mandarmi il tuo numero?"),
        ("La ringraziamo per il Suo ordine.", "Grazie per il tuo ordine."),
        ("Attenda un momento, per favore.", "Aspetta un momento, per favore."),
        ("Le abbiamo rimborsato l'importo.", "Ti abbiamo rimborsato l'importo."),
        ("Ha altre domande?", "Hai altre domande?"),
    ],
    "pt-PT": [
        ("Pode enviar-me o seu número?", "Podes enviar-me o teu número?"),
        ("Obrigado pela sua encomenda.", "Obrigado pela tua encomenda."),
        ("Aguarde um momento, por favor.", "Espera um momento, por favor."),
        ("Tem mais alguma pergunta?", "Tens mais alguma pergunta?"),
    ],
    "pt": [
        ("O senhor pode me enviar o número?", "Você pode me enviar o número?"),
        ("Prezada cliente, agradecemos o pedido.", "Oi, valeu pelo pedido!"),
    ],
    "nl": [
        ("Kunt u mij uw nummer sturen?", "Kun je mij je nummer sturen?"),
        ("Bedankt voor uw bestelling.", "Bedankt voor je bestelling."),
        ("Hebt u nog vragen?", "Heb je nog vragen?"),
    ],
    "pl": [
        ("Czy może Pan przesłać mi swój numer?", "Czy możesz przesłać mi swój numer?"),
        ("Dziękujemy za Państwa zamówienie.", "Dziękujemy za Twoje zamówienie."),
        ("Czy ma Pani jeszcze pytania?", "Czy masz jeszcze pytania?"),
        ("Prosimy o przesłanie kopii faktury.", "Wyślij kopię faktury."),
    ],
    "cs": [
        ("Můžete mi poslat své číslo?", "Můžeš mi poslat své číslo?"),
        ("Děkujeme za Vaši objednávku.", "Děkujeme za tvou objednávku."),
        ("Pošlete nám prosím kopii faktury.", "Pošli nám prosím kopii faktury."),
    ],
    "ja": [
        ("電話番号を送っていただけますか。", "電話番号を送ってくれる？"),
        ("ご注文ありがとうございます。", "注文ありがとう。"),
        ("少々お待ちください。", "ちょっと待ってね。"),
        ("ほかにご質問はございますか。", "ほかに質問ある？"),
        ("返金いたしました。", "返金したよ。"),
    ],
    "ko": [
        ("전화번호를 보내 주시겠습니까?", "전화번호 보내 줄래?"),
        ("주문해 주셔서 감사합니다.", "주문해 줘서 고마워."),
        ("잠시만 기다려 주세요.", "잠깐만 기다려."),
        ("다른 질문이 있으신가요?", "다른 질문 있어?"),
    ],
    "ar": [
        ("هل يمكن لحضرتكم إرسال رقمكم؟", "انت لسه ما بعتش رقمك؟"),
        ("نشكركم على طلبكم.", "طلبك وصل يا حبيبي، تمام؟"),
        ("يرجى إرسال نسخة من الفاتورة.", "عايز نسخة من الفاتورة."),
    ],
    "ru": [
        ("Можете прислать мне Ваш номер?", "Можешь прислать мне твой номер?"),
        ("Спасибо за ваш заказ.", "Спасибо за твой заказ."),
    ],
    "uk": [
        ("Чи можете ви надіслати свій номер?", "Чи можеш ти надіслати свій номер?"),
        ("Дякуємо за ваше замовлення.", "Дякуємо за твоє замовлення."),
    ],
    "tr": [
        ("Bana numaranızı gönderebilir misiniz?", "Bana numaranı gönderebilir misin?"),
        ("Siparişiniz için teşekkür ederiz.", "Sipariş için sana teşekkür ederiz."),
    ],
    "hi": [
        ("क्या आप मुझे अपना नंबर भेज सकते हैं?", "क्या तुम मुझे अपना नंबर भेज सकते हो?"),
        ("कृपया थोड़ी देर प्रतीक्षा कीजिए।", "थोड़ी देर रुको।"),
    ],
    "vi": [
        ("Quý khách vui lòng gửi số điện thoại ạ.", "Bạn gửi số điện thoại nhé."),
        ("Xin cảm ơn quý vị.", "Cảm ơn bạn nha."),
    ],
    "zh": [("请问您能把电话号码发给我吗？", "你能把电话号码发给我吗？")],
    "en": [
        ("Dear Ms Tanaka, we regret to inform you of a delay.", "Hey guys, it's gonna be late."),
    ],
}


@pytest.mark.parametrize(
    ("language", "formal", "informal"),
    [(language, *pair) for language, pairs in PAIRS.items() for pair in pairs],
)
def test_the_register_of_short_service_sentences(language: str, formal: str, informal: str) -> None:
    polite = detect_register(formal, language=language)
    plain = detect_register(informal, language=language)
    assert polite.label is RegisterLabel.FORMAL
    assert plain.label is RegisterLabel.INFORMAL
    assert polite.score > 0 > plain.score


@pytest.mark.parametrize("language", PAIRS)
def test_a_decision_names_words_that_stand_in_the_text(language: str) -> None:
    for pair in PAIRS[language]:
        for text in pair:
            found = detect_register(text, language=language)
            assert found.cues
            assert all(cue in text for cue in found.cues)
            assert all(cue in found.explain() for cue in found.cues)


def test_a_bare_pt_is_brazil_where_voce_is_no_formal_address() -> None:
    sentence = "Você recebeu a encomenda?"
    assert detect_register(sentence, language="pt").label is RegisterLabel.INFORMAL
    assert detect_register(sentence, language="pt-BR").label is RegisterLabel.INFORMAL
    assert detect_register(sentence, language="pt-PT").label is RegisterLabel.FORMAL
    # By CLDR's parents, Angola follows Portugal.
    assert detect_register(sentence, language="pt-AO").label is RegisterLabel.FORMAL


def test_a_locale_takes_the_signs_of_its_language() -> None:
    for tag in ("de-AT", "de-CH", "de_LI"):
        assert detect_register("Hast du Zeit?", language=tag).label is RegisterLabel.INFORMAL


@pytest.mark.parametrize("text", ["", "   ", "42", "Paket 4711 ist unterwegs.", "🙂"])
def test_without_a_sign_there_is_no_label(text: str) -> None:
    found = detect_register(text, language="de")
    assert found.label is None
    assert found.score == 0.0
    assert found.cues == ()


def test_signs_that_contradict_each_other_give_no_label() -> None:
    found = detect_register("Kannst du mir Ihre Nummer schicken?", language="de")
    assert found.label is None
    assert {"du", "Ihre"} <= set(found.cues)


def test_sie_at_the_start_of_a_german_sentence_may_be_they() -> None:
    assert detect_register("Sie ist angekommen.", language="de").label is None
    assert detect_register("Ist sie angekommen?", language="de").label is None
    assert detect_register("Ist das Paket bei Ihnen?", language="de").label is RegisterLabel.FORMAL


def test_ordinary_words_with_the_ending_of_a_verb_are_no_sign() -> None:
    assert detect_register("Le rendez-vous est chez nous.", language="fr").label is None
    assert detect_register("Las palabras de los días tristes.", language="es").cues == ()
    assert detect_register("इसके लिए धन", language="hi").label is None


def test_a_language_without_signs_on_file_says_so() -> None:
    found = detect_register("Góðan dag", language="is")
    assert (found.score, found.label) == (0.0, None)
    assert "nothing is on record" in found.explain()


@pytest.mark.parametrize("tag", ["", "x", "german!"])
def test_a_malformed_tag_is_refused(tag: str) -> None:
    with pytest.raises(InvalidValue):
        detect_register("Hallo", language=tag)


def test_a_text_that_is_no_string_is_refused() -> None:
    with pytest.raises(InvalidValue, match="text cannot be"):
        detect_register(None, language="de")  # type: ignore[arg-type]


@given(st.text(), st.sampled_from(sorted(PAIRS)))
def test_the_score_lies_between_the_ends_and_its_sign_fits_the_label(
    text: str, language: str
) -> None:
    found = detect_register(text, language=language)
    assert -1 <= found.score <= 1
    if found.label is not None:
        assert found.score * (1 if found.label == RegisterLabel.FORMAL else -1) > 0
    assert detect_register(text, language=language) == found


@given(st.text(), st.sampled_from(sorted(PAIRS)))
def test_every_sign_points_at_its_words(text: str, language: str) -> None:
    for cue in find_cues(text, language=language, store=open_store()):
        assert 0 <= cue.start < cue.end <= len(text)
        assert text[cue.start : cue.end].strip() == cue.text


@pytest.mark.parametrize("language", PAIRS)
def test_hostile_repetition_is_read_to_its_end(language: str) -> None:
    # Quadratic or worse, these would not come back before the test run is stopped.
    formal, informal = PAIRS[language][0]
    for piece in (
        formal.rstrip("?。.？؟") + " ",
        informal[:4],
        "い ",
        "요 ",
        "Sie ",
        "¿",
        "'",
        "-",
    ):
        text = piece * (40_000 // len(piece)) + "x"
        assert -1 <= detect_register(text, language=language).score <= 1


def test_the_signs_on_file_are_well_formed() -> None:
    for language, about in open_store().rules("register").items():
        registers = {cue["register"] for cue in about["cue"]}
        assert registers == {"formal", "informal"}, language
        seen: set[tuple[str, str]] = set()
        for cue in about["cue"]:
            if "pattern" in cue:
                re.compile(cue["pattern"])
            for word in () if cue.get("position") or cue.get("question") else cue.get("words", ()):
                # A word that speaks for both registers would speak for none.
                opposite = "formal" if cue["register"] == "informal" else "informal"
                assert (opposite, word) not in seen, (language, word)
                seen.add((cue["register"], word))
