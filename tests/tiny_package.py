"""A translation package small enough for a test: real formats, weights written by hand.

The model is a transformer of one layer that has learnt nothing. Its decoder
looks at position t of the source when it writes position t, and the embedding
of a source piece *is* the code of the piece that translates it. So every
sentence has one exact translation, word by word; a word that the tokenizer
does not know is copied, as in a real package.
"""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("sentencepiece")
specs = pytest.importorskip("ctranslate2.specs")

_LONGEST = 512
_CONTROL = ("<unk>", "<s>", "</s>")

#: English to Spanish; "_" stands for the space before a word.
EN_ES = {
    "_Hello": "_Hola",
    "_Thank": "_Gracias",
    "_you": "_a",
    "_for": "_por",
    "_your": "_su",
    "_Your": "_Su",
    "_order": "_pedido",
    "_costs": "_cuesta",
    "_is": "_está",
    "_on": "_en",
    "_its": "_su",
    "_way": "_camino",
    "_The": "_El",
    "_the": "_el",
    "_book": "_libro",
    "_and": "_y",
    "_to": "_a",
    "_see": "_vea",
    "_See": "_Vea",
    "_": "_",
    **{sign: sign for sign in ",.!?:;"},
}
#: English to German; of two translations of a word the second is less likely.
EN_DE = {
    "_Your": ("_Ihre", "_Deine"),
    "_your": ("_deine", "_Ihre"),
    "_order": "_Bestellung",
    "_is": "_ist",
    "_here": "_da",
    "_See": "_Siehe",
    "_": "_",
    **{sign: sign for sign in ",.!?:;"},
}
ES_EN = {two: one for one, two in EN_ES.items()}
ES_FR = {
    "_Hola": "_Bonjour",
    "_el": "_le",
    "_El": "_Le",
    "_libro": "_livre",
    "_está": "_est",
    "_en": "_en",
    "_camino": "_route",
    "_y": "_et",
    "_": "_",
    **{sign: sign for sign in ",.!?:;"},
}


class Size(NamedTuple):
    """How large the model is; all of it beyond the smallest is there to be computed only."""

    width: int = 128
    layers: int = 1
    inner: int = 128
    vocabulary: int = 0
    quantization: str | None = None


#: As the packages in public use are.
LARGE = Size(width=512, layers=6, inner=2048, vocabulary=32_000, quantization="int8")


def build(
    folder: Path,
    words: Mapping[str, str | tuple[str, str]] = EN_ES,
    *,
    source: str = "en",
    target: str = "es",
    version: str = "1.0",
    name: str | None = None,
    size: Size = Size(),  # noqa: B008 - it cannot be changed
) -> Path:
    """Writes the `.argosmodel` file of a word for word translation into `folder`."""
    pairs = {
        one.replace("_", "▁"): tuple(word.replace("_", "▁") for word in two)
        for one, two in (
            (one, (two,) if isinstance(two, str) else two) for one, two in words.items()
        )
    }
    name = name or f"translate-{source}_{target}-{version.replace('.', '_')}"
    root = folder / "unpacked" / name
    (root / "model").mkdir(parents=True)
    (root / "sentencepiece.model").write_bytes(_tokenizer(list(pairs)))
    _model(pairs, root / "model", size)
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
    }
    (root / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    path = folder / f"{name}.argosmodel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in sorted(root.rglob("*")):
            if one.is_file():
                archive.write(one, f"{name}/{one.relative_to(root).as_posix()}")
    return path


# --- the tokenizer: SentencePiece's protocol buffer, written field by field ---------------


def _field(number: int, value: bytes | str | int | float) -> bytes:
    if isinstance(value, float):
        return _varint(number << 3 | 5) + struct.pack("<f", value)
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    raw = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(raw)) + raw


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _tokenizer(pieces: list[str]) -> bytes:
    """A unigram model in which the longest known piece wins."""
    normal, unknown, control = 1, 2, 3
    entries = [("<unk>", 0.0, unknown), ("<s>", 0.0, control), ("</s>", 0.0, control)]
    entries += [(piece, -1.0 / len(piece), normal) for piece in pieces]
    out = b"".join(
        _field(1, _field(1, piece) + _field(2, score) + _field(3, kind))
        for piece, score, kind in entries
    )
    trainer = _field(3, 1) + _field(4, len(entries))
    trainer += _field(40, 0) + _field(41, 1) + _field(42, 2) + _field(43, -1)
    normalizer = _field(1, "identity") + _field(3, 1) + _field(4, 1) + _field(5, 1)
    return out + _field(2, trainer) + _field(3, normalizer)


# --- the model ------------------------------------------------------------------------


def _codes(count: int, width: int, seed: int) -> np.ndarray:
    """Vectors of as many +1 as -1: layer normalisation leaves them, and no two are alike."""
    random = np.random.default_rng(seed)
    row = np.repeat([1.0, -1.0], width // 2)
    return np.stack([random.permutation(row) for _ in range(count)]).astype("float32")


def _model(pairs: Mapping[str, tuple[str, ...]], folder: Path, size: Size) -> None:
    sources = [*_CONTROL, *pairs]
    targets = [*_CONTROL, *dict.fromkeys(word for words in pairs.values() for word in words)]
    targets += [f"~{number}" for number in range(size.vocabulary - len(targets))]
    width, inner, half = size.width, size.inner, size.width // 2
    meaning = _codes(len(targets), half, seed=1)
    place = np.zeros((_LONGEST, width), "float32")
    place[:, half:] = _codes(_LONGEST, half, seed=2)

    def zeros(*shape: int) -> np.ndarray:
        return np.zeros(shape, "float32")

    def norm(layer: specs.common_spec.LayerNormSpec) -> None:
        layer.gamma, layer.beta = np.ones(width, "float32"), zeros(width)

    def linear(layer: specs.common_spec.LinearSpec, weight: np.ndarray) -> None:
        layer.weight, layer.bias = weight, zeros(len(weight))

    spec = specs.TransformerSpec.from_config((size.layers, size.layers), 1, no_final_norm=True)
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        side.position_encodings.encodings = place
        for layer in side.layer:
            norm(layer.self_attention.layer_norm)
            linear(layer.self_attention.linear[0], zeros(3 * width, width))
            linear(layer.self_attention.linear[1], zeros(width, width))
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, zeros(inner, width))
            linear(layer.ffn.linear_1, zeros(width, inner))
    for layer in spec.decoder.layer[:-1]:
        norm(layer.attention.layer_norm)
        for number, rows in enumerate((width, 2 * width, width)):
            linear(layer.attention.linear[number], zeros(rows, width))
    embeddings = zeros(len(sources), width)
    for number, piece in enumerate(sources):
        for rank, word in enumerate(pairs.get(piece, (piece,))):
            embeddings[number, :half] += meaning[targets.index(word)] * (1 - 0.05 * rank)
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = zeros(len(targets), width)

    content, position = zeros(width, width), zeros(width, width)
    content[:half, :half] = np.eye(half)
    position[half:, half:] = np.eye(half)
    attention = spec.decoder.layer[-1].attention
    norm(attention.layer_norm)
    linear(attention.linear[0], 8 * position)  # ask by position, sharply
    linear(attention.linear[1], np.concatenate([position, content]))  # keys, values
    linear(attention.linear[2], content)
    linear(spec.decoder.projection, np.hstack([meaning, zeros(len(targets), half)]) / 2)
    spec.decoder.projection.bias[1] = -1e4  # never begin a sentence in the middle of one

    spec.config.add_source_eos = True
    spec.register_source_vocabulary(sources)
    spec.register_target_vocabulary(targets)
    spec.validate()
    spec.optimize(quantization=size.quantization)
    spec.save(str(folder))
