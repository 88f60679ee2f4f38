# make test: everything there is to test.  make lint: formatting and lints.  make bench: the figures of the README.
.PHONY: test lint bench

test:
	cargo test --workspace

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

bench:
	cargo bench -p gongkai-benches
