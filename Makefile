# One gate for people and CI: formatter, compiler checks, every test.
.PHONY: check test format build serve bench clean

check: ## what CI runs
	mvn -B verify

test: check

format: ## let Spotless format the sources
	mvn -B -q spotless:apply

build: ## build without tests
	mvn -B -q -DskipTests package

serve: ## build if needed, and serve
	./heliograph serve

bench: ## time the imaging core against its Python peers (docs/performance.md)
	bench/run.sh

clean:
	mvn -B -q clean
