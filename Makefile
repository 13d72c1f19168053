# The project's commands; plain `make` lists them. Each target does the set-up that it needs.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export JOBS ?= max
NATIVE := $(shell find native -name '*.cpp' -o -name '*.h')
TYPESCRIPT := $(shell find src test scripts -name '*.ts' -o -name '*.cts')

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: build/.stamp dist/.stamp ## install packages, build the addon and the TypeScript

node_modules/.package-lock.json: package-lock.json package.json
	@scripts/require-tools build
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

build/.stamp: node_modules/.package-lock.json binding.gyp $(NATIVE)
	@scripts/require-tools build
	npm run --silent build:addon
	@touch $@

dist/.stamp: node_modules/.package-lock.json tsconfig.json $(TYPESCRIPT)
	npm run --silent build:ts
	@mkdir -p dist && touch $@

clean: ## remove everything that was built
	rm -rf build build-cmake dist

.PHONY: help build clean
