"""A trained model on disk: a JSON manifest and flat numpy arrays. Loading runs no code from the files (no pickle).

    models/CURRENT              the name of the version in use
    models/<version>/
        manifest.json           format, taxonomy, versions, thresholds, metrics, SHA-256 of every other file
        arrays.npz              for each block its n-grams (UTF-8, newline-joined), IDF and weights; the bias

Loading verifies every hash and the shape and range of every array, and refuses what does not fit with an error that
says what to do.
"""

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier import taxonomy
from classifier.errors import BundleDamaged, BundleIncompatible, BundleMissing
from classifier.model.features import BLOCKS
from classifier.model.linear import LinearModel
from classifier.model.ngrams import Block, NgramModel
from classifier.types import Thresholds

FORMAT = 1
MANIFEST = "manifest.json"
ARRAYS = "arrays.npz"
CURRENT = "CURRENT"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself."""

    version: str
    format: int
    taxonomy: str
    created_from: dict[str, Any]
    thresholds: dict[str, Thresholds]
    metrics: dict[str, Any]
    files: dict[str, str]
    bounded: bool = False


def save(model: NgramModel, directory: Path, created_from: Mapping[str, Any], metrics: Mapping[str, Any]) -> Manifest:
    """Write the model; the version is the directory's name. Equal models give equal bytes."""
    arrays = _arrays(model)
    manifest = Manifest(
        version=directory.name,
        format=FORMAT,
        taxonomy=_fingerprint(model.labels),
        created_from=dict(created_from),
        thresholds=model.thresholds,
        metrics=dict(metrics),
        files={ARRAYS: hashlib.sha256(arrays).hexdigest()},
        bounded=model.bounded,
    )
    directory.mkdir(parents=True, exist_ok=True)
    _write(directory / ARRAYS, arrays)
    text = json.dumps(asdict(manifest), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    _write(directory / MANIFEST, text.encode())
    return manifest


def _fingerprint(labels: tuple[str, ...]) -> str:
    return taxonomy.fingerprint(taxonomy.CODES if labels == taxonomy.LEAVES else labels)


def read_manifest(directory: Path, labels: tuple[str, ...] = taxonomy.LEAVES) -> Manifest:
    """The manifest of a bundle of those labels. Raises BundleMissing, BundleDamaged or BundleIncompatible."""
    path = directory / MANIFEST
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BundleMissing(f"{directory}: no model here; train one with `prescreen train -o {directory}`") from None
    except (OSError, ValueError) as error:
        raise BundleDamaged(f"{path}: cannot be read as a manifest ({error}); restore it or train anew") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        found = raw.get("format") if isinstance(raw, dict) else None
        raise BundleIncompatible(f"{path}: expected bundle format {FORMAT}, got {found!r}; train the model anew")
    try:
        raw["thresholds"] = {code: Thresholds(**limits) for code, limits in raw["thresholds"].items()}
        manifest = Manifest(**raw)
    except (KeyError, TypeError, AttributeError) as error:
        raise BundleDamaged(f"{path}: fields missing or unknown ({error}); restore it or train anew") from None
    if manifest.taxonomy != _fingerprint(labels):
        raise BundleIncompatible(f"{path}: trained for other categories; expected taxonomy {_fingerprint(labels)}, "
            f"got {manifest.taxonomy}; train the model anew")  # fmt: skip
    return manifest


def load(directory: Path) -> LinearModel:
    """The model of the prohibited categories in a bundle; raises what `load_labels` raises."""
    model = load_labels(directory, taxonomy.LEAVES)
    return LinearModel(model.version, model.blocks, model.bias, model.thresholds)


def load_labels(directory: Path, labels: tuple[str, ...]) -> NgramModel:
    """The model of those labels in a bundle. Raises BundleMissing, BundleDamaged or BundleIncompatible."""
    manifest = read_manifest(directory, labels)
    if set(manifest.thresholds) != set(labels):
        raise BundleDamaged(f"{directory / MANIFEST}: expected a threshold for each of {', '.join(labels)}")
    for limits in manifest.thresholds.values():
        if not 0.0 < limits.review <= limits.block < 1.0:
            raise BundleDamaged(f"{directory / MANIFEST}: expected 0 < review <= block < 1, got {limits}")
    arrays = _verified(directory, manifest)
    try:
        with np.load(io.BytesIO(arrays), allow_pickle=False) as loaded:
            blocks = {name: _block(loaded, name, len(labels)) for name in BLOCKS}
            bias = _checked(loaded["bias"], (len(labels),))
        return NgramModel(manifest.version, blocks, bias, manifest.thresholds, labels, manifest.bounded)
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BundleDamaged(f"{directory / ARRAYS}: {error}; restore it or train anew") from None


def current(models: Path) -> Path:
    """The directory of the version in use."""
    try:
        name = (models / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise BundleMissing(
            f"{models / CURRENT}: expected the name of the model in use; see `prescreen models`"
        ) from None
    if not name or Path(name).name != name:
        raise BundleMissing(f"{models / CURRENT}: expected the name of a directory beside it, got {name!r}")
    return models / name


def available(models: Path) -> list[Manifest]:
    """Manifests of all bundles in a models directory, by version."""
    return [read_manifest(path.parent) for path in sorted(models.glob(f"*/{MANIFEST}"))]


def _verified(directory: Path, manifest: Manifest) -> bytes:
    path = directory / ARRAYS
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BundleDamaged(f"{path}: cannot be read ({error.strerror}); restore it or train anew") from None
    expected, found = manifest.files.get(ARRAYS), hashlib.sha256(content).hexdigest()
    if expected != found:
        raise BundleDamaged(f"{path}: SHA-256 differs from the manifest (expected {expected}, got {found}); restore it")
    return content


def _block(arrays: Mapping[str, NDArray[Any]], name: str, width: int) -> Block:
    ngrams = tuple(arrays[f"{name}_ngrams"].tobytes().decode("utf-8").split("\n"))
    idf = _checked(arrays[f"{name}_idf"], (len(ngrams),))
    weights = _checked(arrays[f"{name}_weights"], (len(ngrams), width))
    return Block(ngrams, idf.astype(np.float32), weights.astype(np.float32))


def _checked(array: NDArray[Any], shape: tuple[int, ...]) -> NDArray[np.float64]:
    if array.shape != shape or array.dtype.kind != "f" or not np.isfinite(array).all():
        raise ValueError(f"expected finite numbers of shape {shape}, got {array.dtype} of shape {array.shape}")
    return array.astype(np.float64)


def _arrays(model: NgramModel) -> bytes:
    """An .npz whose bytes depend on the model alone (numpy's own writer stamps the time)."""
    arrays: dict[str, NDArray[Any]] = {"bias": model.bias}
    for name, block in model.blocks.items():
        arrays[f"{name}_ngrams"] = np.frombuffer("\n".join(block.ngrams).encode(), dtype=np.uint8)
        arrays[f"{name}_idf"] = block.idf.astype(np.float32)
        arrays[f"{name}_weights"] = block.weights.astype(np.float32)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(arrays):
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _ZIP_EPOCH), content.getvalue(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Write a file so that it appears under its name only when it is whole."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
