# Everything runs in .venv, which is made on first use. See README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := schemas extractors normalizers pipeline

.PHONY: help setup ingest test check bench golden dictionary train-repair train-glyphs by-shape-fixture fixtures clean
.DELETE_ON_ERROR:

help:
	@echo "make ingest      set up, then read data/raw into data/clean"
	@echo "make test        set up, then run all tests"
	@echo "make check       set up, then run linters and type checks"
	@echo "make bench       set up, then print the benchmarks"
	@echo "make golden      rewrite the expected records of tests/golden (read the difference before you commit it)"
	@echo "make train-repair CORPUS=folder   train the models of the repair anew"
	@echo "make train-glyphs   train the reader of figures anew"
	@echo "make by-shape-fixture   print and read the text anew that the repair of letters read by shape is tested with"
	@echo "make fixtures    print and scan the annexes of tests/fixtures anew"
	@echo "make dictionary  rewrite docs/data-dictionary.md from the models"

$(VENV)/.ready: pyproject.toml constraints.txt scripts/setup.sh
	PYTHON="$(PYTHON)" VENV="$(VENV)" sh scripts/setup.sh
	@touch $@

setup: $(VENV)/.ready

ingest: setup
	$(BIN)/vnplans ingest data/raw --out data/clean

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(PACKAGES) cli.py

# the comparisons need an extra; without it (no network) the rest is measured
bench: setup
	-PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python benchmarks/ingest_seeds.py
	$(BIN)/python -m benchmarks.repair
	$(BIN)/python -m benchmarks.tables
	$(BIN)/python -m benchmarks.scans

golden: setup
	VNPLANS_REWRITE_GOLDEN=1 $(BIN)/python -m pytest tests/golden

dictionary: setup
	$(BIN)/python -m pipeline.dictionary

# the model of tesseract's older engine, which Debian does not have
build/tessdata/eng.traineddata:
	mkdir -p $(@D)
	npm pack --silent --pack-destination build @tesseract.js-data/eng@1.0.0
	tar -xzOf build/tesseract.js-data-eng-1.0.0.tgz package/4.0.0/eng.traineddata.gz | gunzip > $@

by-shape-fixture: setup build/tessdata/eng.traineddata
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m scripts.repair.make_by_shape_fixture build/tessdata

# needs Debian's fonts-dejavu-core
fixtures: setup
	$(BIN)/python -m scripts.fixtures.render_annexes
	$(BIN)/python -m scripts.fixtures.render_scans

# needs the fonts that scripts/scan/train_glyphs.py names, and some ten minutes
train-glyphs: setup
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m scripts.scan.train_glyphs extractors/scan/glyphs.npz

# needs npm, the fonts and tesseract models that scripts/repair/render_pairs.py names, and some hours
train-repair: setup build/tessdata/eng.traineddata
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m scripts.repair.train_language_model "$(CORPUS)" normalizers/repair/models/language.bin
	$(BIN)/python -m scripts.repair.train_lexicon "$(CORPUS)" normalizers/repair/models/lexicon.bin
	$(BIN)/python -m scripts.repair.render_pairs --corpus "$(CORPUS)" --train build/pairs_train.jsonl --held-out build/pairs_held_out.jsonl
	$(BIN)/python -m scripts.repair.train_channel build/pairs_train.jsonl normalizers/repair/models/channel.bin
	$(BIN)/python -m scripts.repair.train_channel build/pairs_train.jsonl normalizers/repair/models/channel_worn.bin --lang vie
	$(BIN)/python -m scripts.repair.render_pairs --corpus "$(CORPUS)" --train build/shape_train.jsonl --held-out build/shape_held_out.jsonl --by-shape build/tessdata
	$(BIN)/python -m scripts.repair.train_channel build/shape_train.jsonl normalizers/repair/models/channel_shape.bin --lang shape --scanned scripts/repair/scanned_syllables.tsv
	$(BIN)/python -m scripts.repair.evaluate build/pairs_held_out.jsonl --corpus "$(CORPUS)"
	$(BIN)/python -m scripts.repair.evaluate build/shape_held_out.jsonl

clean:
	rm -rf $(VENV) data/clean/delta data/clean/latest data/clean/.latest-* data/.clean-cache build *.egg-info
