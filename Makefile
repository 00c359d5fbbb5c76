# One gate for people and CI: formatter, compiler checks, every test.
.PHONY: check test format build serve bench bench-planner fuzz clean

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

bench-planner: ## time first decisions of the embedded planner with 50 and 500 tools
	mvn -B -q test-compile org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath -Dmdep.outputFile=target/classpath.txt
	java -cp "target/classes:target/test-classes:$$(cat target/classpath.txt)" dev.heliograph.agent.planner.embedded.Decisions

fuzz: ## damaged files against the readers, for MINUTES (10)
	mvn -B -q test-compile org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath -Dmdep.outputFile=target/classpath.txt
	java -Xmx512m -Djava.awt.headless=true -cp "target/classes:target/test-classes:$$(cat target/classpath.txt)" dev.heliograph.format.fuzz.Fuzz $(or $(MINUTES),10)

clean:
	mvn -B -q clean
