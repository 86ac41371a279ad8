"""Which register a text speaks in, and by which signs.

The signs of each language stand in `data/rules/register.toml`: whole words,
word endings, forms of verbs and patterns, each with the register it speaks for
and its weight; the verbs stand in `data/rules/register_verbs.toml`. A text is
weighed sign by sign, and every opinion names the words it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..errors import InvalidValue
from ..model import Answer, Confidence, Level, Reason, RegisterLabel
from ..store import Store
from ..store import open as open_store
from .signs import Cue, signs_of

__all__ = ["Cue", "Register", "detect_register", "find_cues"]

#: A label is given when the signs weigh this much together ...
_ENOUGH = 1.0
#: ... one of them weighs at least so much alone ...
_STRONG = 0.8
#: ... and at least this share of their weight is on one side.
_CLEAR = 0.5
#: Where a sign weighs this much, ambiguous ones say nothing.
_SURE = 2.0


@dataclass(frozen=True, slots=True)
class Register(Answer):
    """A text's register: `score` from -1 (informal) to +1 (formal), and the words it rests on.

    `label` is `None` when the signs are too few or contradict each other; the
    score is the best guess all the same, 0.0 where there is none.
    """

    score: float
    label: RegisterLabel | None
    cues: tuple[str, ...] = ()

    def __str__(self) -> str:
        cues = ", ".join(f"“{cue}”" for cue in self.cues)
        return f"{self.label or 'unsure'} ({self.score:+.2f})" + (f": {cues}" if cues else "")


def detect_register(text: str, *, language: str, store: Store | None = None) -> Register:
    """The register that a text is written in, with the words that show it.

    >>> detect_register("Können Sie mir Ihre Nummer schicken?", language="de").label
    <RegisterLabel.FORMAL: 'formal'>
    >>> print(detect_register("Kannst du mir deine Nummer schicken?", language="de"))
    informal (-0.94): “Kannst”, “du”, “deine”

    `language` is a BCP 47 tag; one without a territory is read by its likely
    territory, so "pt" is Portuguese as written in Brazil. Raises `InvalidValue`
    for a malformed tag or a text that is no string.
    """
    if not isinstance(text, str):
        raise InvalidValue("text", text, accepted="a string")
    store = store or open_store()
    signs = signs_of(store, language)
    if signs is None:
        claim = f"nothing is on record about the signs of register in {language}"
        return Register(
            0.0, None, reasons=(Reason(claim, Level.NOTHING),), data_version=store.version
        )
    lean = signs.lean if any(map(str.isalpha, text)) else 0.0
    return _weigh(signs.find(text), lean, store)


def find_cues(text: str, *, language: str, store: Store | None = None) -> list[Cue]:
    """Every sign of register in a text, in order, for a rule that must point at it.

    >>> [(cue.text, cue.weight) for cue in find_cues("Kannst du Ihnen helfen?", language="de")]
    [('Kannst', -2.0), ('du', -3.0), ('Ihnen', 3.0)]

    Raises `InvalidValue` for a malformed tag; empty for a language without signs on file.
    """
    signs = signs_of(store or open_store(), language)
    return signs.find(text) if signs else []


def _weigh(cues: list[Cue], lean: float, store: Store) -> Register:
    # One pass each and no calls inside: this runs for every sentence of a long list.
    found = cues
    for _, _, _, weight, _, ambiguous in cues:
        if not (ambiguous or -_SURE < weight < _SURE):
            found = [cue for cue in cues if not cue.ambiguous]
            break
    formal = informal = 0.0
    sides: dict[str, bool] = {}
    groups: dict[tuple[str, bool], dict[str, None]] = {}
    for _, _, text, weight, about, _ in found:
        side = weight > 0
        if side:
            formal += weight
        else:
            informal -= weight
        sides[text] = side
        groups.setdefault((about, side), {})[text] = None
    total, balance = formal + informal, formal - informal
    # Half a unit of doubt keeps the score of a single weak sign away from the ends.
    score = round((balance + lean * 0.5) / (total + 0.5), 4)
    label, shown = None, tuple(sides)
    if total >= _ENOUGH and abs(balance) >= _CLEAR * total and balance * score > 0:
        to = balance > 0
        if max([abs(cue.weight) for cue in found if (cue.weight > 0) == to]) >= _STRONG:
            label = RegisterLabel.FORMAL if to else RegisterLabel.INFORMAL
            shown = tuple([text for text, side in sides.items() if side == to])
    reasons = [_reason(about, side, tuple(texts)) for (about, side), texts in groups.items()]
    return Register(score, label, shown, reasons=tuple(reasons), data_version=store.version)


@lru_cache(maxsize=4096)
def _reason(about: str, formal: bool, texts: tuple[str, ...]) -> Reason:
    shown = ", ".join(f"“{text}”" for text in texts)
    register = RegisterLabel.FORMAL if formal else RegisterLabel.INFORMAL
    return Reason(f"{register}: {about} ({shown})", Level.LANGUAGE, Confidence.MEDIUM)
