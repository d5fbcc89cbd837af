# Soglia. `make run` and `make test` are all that is needed on a fresh Debian with Rust and make.

CARGO ?= cargo
SOGLIA_DATABASE ?= sqlite:var/soglia.db
SOGLIA_ATTACHMENT_KEY ?= var/soglia.key
export SOGLIA_DATABASE SOGLIA_ATTACHMENT_KEY

.PHONY: run test oracles bench build assets setup-run setup-test check format clean

## Build, create an embedded database with an invented network, serve it on http://localhost:8080
run: build
	@test -e "$(patsubst sqlite:%,%,$(SOGLIA_DATABASE))" || target/release/soglia demo
	target/release/soglia serve

## Install what the tests need, then run all of them
test: setup-test check
	scripts/with-postgres $(CARGO) test --workspace --locked
	scripts/browser-tests

## The engine against OR-Tools from PyPI, apart from the tests
oracles:
	@scripts/setup cc python3 venv
	scripts/oracles

## Formatting, lints
check: assets
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- --deny warnings

## The measured promises: ratios in one run
bench: build
	$(CARGO) run --release --locked --package bench

build: assets
	$(CARGO) build --release --locked --package soglia

# Style sheet, fonts and icons, from npm packages.
assets: assets/dist/.made

assets/dist/.made: $(wildcard assets/*.mjs assets/*.css assets/*.js assets/*.svg assets/package-lock.json crates/*/templates/*.html crates/*/templates/*/*.html) | setup-run
	cd assets && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent build
	@touch $@

setup-run:
	@scripts/setup cc node npm

setup-test:
	@scripts/setup cc node npm postgres chromium python3 venv

format:
	$(CARGO) fmt --all

clean:
	rm -rf target assets/dist assets/node_modules browser-tests/node_modules
