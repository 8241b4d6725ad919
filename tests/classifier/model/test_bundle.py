"""Bundles: what is written is what is loaded, and what is damaged or foreign is refused with a reason."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from classifier.errors import BundleDamaged, BundleIncompatible, BundleMissing
from classifier.model import bundle, dataset, training
from classifier.model.linear import LinearModel

ROOT = Path(__file__).parents[3]
LIMIT = 25 * 1024 * 1024


@pytest.fixture
def saved(tmp_path: Path, small_model: LinearModel) -> Path:
    bundle.save(small_model, tmp_path / "v1", {"rows": 1}, {"macro_f1": 0.5})
    return tmp_path / "v1"


def edit(directory: Path, **changes: object) -> None:
    path = directory / bundle.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_loaded_model_scores_as_the_saved_one(saved: Path, small_model: LinearModel) -> None:
    loaded = bundle.load(saved)
    for text in ("cash loan now", "see you at 5", ""):
        assert np.array_equal(loaded.scores([text]), small_model.scores([text]))
    assert loaded.version == "v1"


def test_equal_models_give_equal_bytes(tmp_path: Path, saved: Path, small_model: LinearModel) -> None:
    bundle.save(small_model, tmp_path / "again" / "v1", {"rows": 1}, {"macro_f1": 0.5})
    for name in (bundle.ARRAYS, bundle.MANIFEST):
        assert (saved / name).read_bytes() == (tmp_path / "again" / "v1" / name).read_bytes()


def test_a_changed_byte_is_refused(saved: Path) -> None:
    content = bytearray((saved / bundle.ARRAYS).read_bytes())
    content[len(content) // 2] ^= 1
    (saved / bundle.ARRAYS).write_bytes(content)
    with pytest.raises(BundleDamaged, match="SHA-256 differs"):
        bundle.load(saved)


def test_a_file_cut_short_or_gone_is_refused(saved: Path) -> None:
    (saved / bundle.ARRAYS).unlink()
    with pytest.raises(BundleDamaged, match="cannot be read"):
        bundle.load(saved)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 99}', "\xff"])
def test_a_manifest_that_is_not_one_is_refused(saved: Path, content: str) -> None:
    (saved / bundle.MANIFEST).write_text(content, encoding="latin-1")
    with pytest.raises((BundleDamaged, BundleIncompatible), match="manifest"):
        bundle.load(saved)


def test_another_format_or_taxonomy_is_refused(saved: Path) -> None:
    edit(saved, format=bundle.FORMAT + 1)
    with pytest.raises(BundleIncompatible, match="format"):
        bundle.load(saved)
    edit(saved, format=bundle.FORMAT, taxonomy="other")
    with pytest.raises(BundleIncompatible, match="taxonomy"):
        bundle.load(saved)


def test_thresholds_out_of_order_are_refused(saved: Path) -> None:
    limits = json.loads((saved / bundle.MANIFEST).read_text())["thresholds"]
    limits["financial"] = {"review": 0.9, "block": 0.5}
    edit(saved, thresholds=limits)
    with pytest.raises(BundleDamaged, match="review"):
        bundle.load(saved)


def test_a_pickle_in_the_arrays_is_never_run(saved: Path) -> None:
    with (saved / bundle.ARRAYS).open("wb") as handle:
        np.savez(handle, bias=np.array([object()], dtype=object))
    edit(saved, files={bundle.ARRAYS: hashlib.sha256((saved / bundle.ARRAYS).read_bytes()).hexdigest()})
    with pytest.raises(BundleDamaged):
        bundle.load(saved)


def test_no_model_and_a_strange_current_are_named(tmp_path: Path) -> None:
    with pytest.raises(BundleMissing, match="no model here"):
        bundle.load(tmp_path / "none")
    with pytest.raises(BundleMissing, match="CURRENT"):
        bundle.current(tmp_path)
    (tmp_path / bundle.CURRENT).write_text("../elsewhere")
    with pytest.raises(BundleMissing, match="directory beside it"):
        bundle.current(tmp_path)


def test_loading_and_scoring_import_no_scikit_learn_and_no_pickle_loader() -> None:
    code = (
        "import sys; from pathlib import Path; from classifier.model import bundle;"
        "bundle.load(bundle.current(Path('models'))).scores(['hi']);"
        "bad = {'sklearn', 'scipy.sparse', 'joblib', 'pandas'} & set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_the_shipped_bundle_is_small_enough_and_whole() -> None:
    directory = bundle.current(ROOT / "models")
    assert sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()) <= LIMIT
    assert bundle.read_manifest(directory).version == directory.name


def test_the_shipped_model_is_what_the_data_in_the_repository_train_to() -> None:
    """To the byte on a processor of the same kind; on another, sums are rounded otherwise, which the solver widens."""
    shipped = bundle.current(ROOT / "models")
    rows = dataset.read(ROOT / "data" / "labelled")
    manifest = bundle.read_manifest(shipped)
    assert manifest.created_from["data"] == dataset.digest(rows)
    trained, loaded = training.fit(rows), bundle.load(shipped)
    for name, block in loaded.blocks.items():
        assert trained.blocks[name].ngrams == block.ngrams
        assert np.allclose(trained.blocks[name].idf, block.idf, rtol=1e-6)
    for leaf, limits in loaded.thresholds.items():
        assert trained.thresholds[leaf].block == pytest.approx(limits.block, abs=0.01)
        assert trained.thresholds[leaf].review == pytest.approx(limits.review, abs=0.01)
    texts = [row.text for row in rows]
    assert np.abs(trained.scores(texts) - loaded.scores(texts)).max() < 0.02
