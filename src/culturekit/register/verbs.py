"""Forms of verbs from their stems, as `data/rules/register_verbs.toml` describes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["Clitics", "conjugate"]

#: Vowels with the acute that Spanish writes where a pronoun behind the verb moves the stress.
_PLAIN = str.maketrans("áéíóú", "aeiou")


def conjugate(language: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The forms of every verb on file, each with its classes.

    >>> forms = conjugate({
    ...     "paradigm": {"ar": {
    ...         "stems": [[0, ""], [0, ""]], "before": "e", "spelling": {"c": "qu"},
    ...         "forms": [["second", 0, "as"], ["order", 0, "a"], ["wish", 1, "e"]],
    ...         "verbs": "habl busc"}},
    ...     "irregular": {"order": "di haz"},
    ... })
    >>> forms["busque"], forms["hablas"], forms["haz"]
    (('wish',), ('second',), ('order',))
    """
    nouns = frozenset(language.get("nouns", "").split())
    found: dict[str, list[str]] = {}
    for paradigm in language.get("paradigm", {}).values():
        for verb in paradigm["verbs"].split():
            for form, name in _forms(verb, paradigm):
                found.setdefault(form, []).append(name)
    for name, forms in language.get("irregular", {}).items():
        for form in forms.split():
            found.setdefault(form, []).append(name)
    return {
        form: tuple(dict.fromkeys(f"{name}?" if form in nouns else name for name in classes))
        for form, classes in found.items()
    }


def _forms(verb: str, paradigm: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    given = verb.split("/")
    stems: list[str] = []
    for number, (origin, added) in enumerate(paradigm["stems"]):
        own = given[number] if number < len(given) else ""
        stems.append(own or (stems[origin] + added if number else given[0]))
    before = paradigm.get("before", "")
    for name, number, endings in paradigm["forms"]:
        stem = stems[number]
        ruled = number == 0 or number >= len(given) or not given[number]
        for ending in endings.split():
            if ruled and ending[0] in before:
                for old, new in paradigm["spelling"].items():
                    if stem.endswith(old):
                        yield stem[: -len(old)] + new + ending, name
                        break
                else:
                    yield stem + ending, name
            else:
                yield stem + ending.removeprefix("-"), name


class Clitics:
    """Pronouns written behind a verb, taken off to find the form of the verb."""

    def __init__(self, rules: Mapping[str, Any], forms: Mapping[str, tuple[str, ...]]) -> None:
        joint = re.escape(rules.get("joint", ""))
        self._pronouns = tuple(rules["pronouns"])
        one = "|".join(sorted(self._pronouns, key=len, reverse=True))
        self._split = re.compile(rf"(\w\w+?){joint}((?:{one}){joint})??({one})")
        self._moves_stress = rules.get("stress", False)
        self._forms = forms
        if self._moves_stress:
            # The table is looked up without accents: "díga" is the form "diga".
            self._forms = {form.translate(_PLAIN): name for form, name in forms.items()}

    def classes(self, word: str) -> Iterator[str]:
        """For "dígame": "wish+" and "wish+me"; nothing where no verb is found."""
        match = self._split.fullmatch(word) if word.endswith(self._pronouns) else None
        if match is None:
            return
        verb, _, pronoun = match.groups()
        if self._moves_stress:
            plain = verb.translate(_PLAIN)
            # Two syllables or more before the pronoun, and the stress must be written.
            if plain == verb and len(re.findall("[aeiou]+", plain)) > 1 and verb[-1] in "aeiou":
                return
            verb = plain
        for name in self._forms.get(verb, ()):
            yield f"{name}+"
            yield f"{name}+{pronoun}"
