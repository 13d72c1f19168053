# The project's commands; plain `make` lists them. Each target does the set-up that it needs.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export JOBS ?= max
FORKROAD := node dist/src/cli/main.js
NATIVE := $(shell find native -name '*.cpp' -o -name '*.h')
TYPESCRIPT := $(shell find src test scripts -name '*.ts' -o -name '*.cts')

help: ## this list
	@awk -F ':.*## ' '/^##@ / {print "\n" substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##@ Build
build: build/.stamp dist/.stamp ## install packages, build the addon and the TypeScript

node_modules/.package-lock.json: package-lock.json package.json
	@scripts/require-tools build
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

build/.stamp: node_modules/.package-lock.json binding.gyp native/find-liburing $(NATIVE)
	@scripts/require-tools build
	npm run --silent build:addon
	@touch $@

dist/.stamp: node_modules/.package-lock.json tsconfig.json $(TYPESCRIPT)
	npm run --silent build:ts
	@mkdir -p dist && touch $@

##@ Serve and drive
run-spst: build ## serve echo on port 8081: one process, one thread (iterative)
	@exec $(FORKROAD) serve spst
run-spmt: build ## serve echo on port 8081: a thread per connection
	@exec $(FORKROAD) serve spmt
run-mpst: build ## serve echo on port 8081: a process per connection
	@exec $(FORKROAD) serve mpst
run-mpmt: build ## serve echo on port 8081: 2 processes of 2 threads each
	@exec $(FORKROAD) serve mpmt --workers 2 --threads 2
client: build ## type lines to the server on port 8081 and see them come back
	@exec $(FORKROAD) client
load: build ## load the server on port 8081 for 5 seconds
	@exec $(FORKROAD) load 127.0.0.1:8081
stop: build ## end the servers that forkroad started
	@$(FORKROAD) stop

##@ Compare
compare: build ## the main job: what differs between the models, as a table and a report
	@exec $(FORKROAD) compare
autocannon: build ## the models driven by autocannon, forkroad's client beside it: within 5 minutes, as a report
	@exec $(FORKROAD) compare --client autocannon
bench: build ## our servers and our client against bare C ones, in pairs
	@scripts/require-tools bench
	@exec node dist/scripts/bench/main.js

find-a-slowdown: build ## does a comparison find a planted 5 or 10 %, and nothing where there is none: half an hour
	@exec node dist/scripts/find-a-slowdown/main.js

##@ Check
check: node_modules/.package-lock.json ## lint, format and types
	@scripts/require-tools check
	scripts/check
test: ## every test, and a short run under the sanitizers
	@scripts/require-tools build
	@scripts/require-tools test || [ -z "$$CI" ]
	@$(MAKE) --no-print-directory build
	@exec node dist/scripts/run-tests.js
soak: build ## every test with its full counts: most of an hour
	@scripts/require-tools test || [ -z "$$CI" ]
	@FORKROAD_SOAK=1 node dist/scripts/run-tests.js
sanitize: build ## a long run under the sanitizers
	@scripts/require-tools test || [ -z "$$CI" ]
	@exec node dist/scripts/sanitize.js --seconds 60
fuzz: build ## ten million inputs to the HTTP parser under libFuzzer and sanitizers: some 10 minutes
	@scripts/require-tools fuzz
	@exec node dist/scripts/fuzz.js
compare-parsers: build ## 100,000 conversations to the native HTTP parser and to node:http's
	@exec node dist/scripts/compare-parsers/main.js

##@ Extend
new-model: build ## write the files of a new model: make new-model NAME=foo
	@exec node dist/scripts/new-model.js "$(NAME)"
screenshot: build ## draw docs/report.png from the newest results in reports/
	@scripts/require-tools screenshot
	@exec node dist/scripts/screenshot.js
docs: build ## write what is generated: tables of the README, command line, pages and diagrams of the models
	@exec node dist/scripts/docs.js

clean: ## remove everything that was built
	rm -rf build build-cmake dist

.PHONY: help build run-spst run-spmt run-mpst run-mpmt client load stop compare autocannon bench check test soak sanitize fuzz compare-parsers new-model find-a-slowdown screenshot docs clean
