# make test: everything there is to test; benchmarks hold their peers to the same verdicts when they run (make bench).
# make lint: formatting and lints.  make bench: the figures of the README.
# make bless: writes what the command prints now into the golden cases and the READMEs; look at the difference.
.PHONY: test lint bench bless

test:
	cargo test --workspace --exclude gongkai-benches
	scripts/wasm-check

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

bench:
	cargo bench -p gongkai-benches

bless:
	TRYCMD=overwrite cargo test -p gongkai-cli --test command --test readme
