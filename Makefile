SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

TEMPORAL      := v1.5.1
STATICCHECK   := v0.8.2
WORKFLOWCHECK := v0.6.0
GOVULNCHECK   := v1.9.0

# Tools carry their version in their names: a new version is a new file.
staticcheck   := bin/staticcheck-$(STATICCHECK)
workflowcheck := bin/workflowcheck-$(WORKFLOWCHECK)
govulncheck   := bin/govulncheck-$(GOVULNCHECK)

.PHONY: help run build test check assets shots vuln bench crash postgres temporal chromium libreoffice xmllint node

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z\/]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build postgres temporal ## build, install what is missing, start everything with the demonstration
	@bin/rasprava up --demo $(ARGS)

build: ## build bin/rasprava
	@[ -x bin/rasprava ] || echo "Building bin/rasprava; the first time its libraries are fetched and compiled, which takes a few minutes."
	@go build -buildvcs=false -o bin/rasprava ./cmd/rasprava

test: postgres temporal chromium libreoffice xmllint node ## all tests, on a real Postgres, a real Temporal, a real browser and a real LibreOffice
	go test -timeout 90m ./...

check: $(staticcheck) $(workflowcheck) node ## formatting, vet, staticcheck, workflowcheck, the arrows between packages
	@unformatted=$$(gofmt -l .); \
		if [ -n "$$unformatted" ]; then echo "not formatted (gofmt -w):"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	$(staticcheck) ./...
	$(workflowcheck) ./workflows/...
	@$(generated)
	@$(compiled)
	go test .
	go test -run "Payload|Replay" ./workflows

shots: postgres temporal chromium node ## a picture of every page, as each role, in three languages and two widths, into var/shots/
	go test ./cmd/rasprava -run TestEveryPageIsSoundInEveryEye -timeout 90m -shots $(CURDIR)/var/shots

assets: node ## compile the design system and copy what is others' into web/, from web/assets
	@node web/assets/build.mjs

vuln: $(govulncheck) ## known vulnerabilities in what we use (reads vuln.go.dev)
	$(govulncheck) ./...

bench: postgres temporal chromium xmldiff ## every figure of docs/benchmarks.md
	go test -run 'Mutants|NoiseAndScript|SameBytes|QuotesFrom|QuotesGo' -count 1 -timeout 60m -v ./internal/redline
	go test -run '^$$' -bench . -benchmem -timeout 240m ./...

CRASHES := 200

crash: postgres temporal ## kill parts of the system at random, CRASHES times, while comments come in; then look for what was lost
	go test ./cmd/rasprava -run 'TestCrashesLoseNothing|TestACommitThatDoesNotWait' -count 1 -timeout 6h -v -crashes $(CRASHES)

postgres: ## install Postgres from the system's packages unless it is there
	@if ! { [ -n "$$PGBIN" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
			[ -x "$$(pg_config --bindir 2>/dev/null)/initdb" ]; }; then \
		$(call packages,Postgres 14 or newer,postgresql,; or set PGBIN); fi

chromium: ## install Chromium from the system's packages unless it is there
	@if ! command -v chromium >/dev/null; then $(call packages,Chromium,chromium); fi

xmllint: ## install xmllint, which the tests hold Akoma Ntoso to its schema with, unless it is there
	@if ! command -v xmllint >/dev/null; then $(call packages,xmllint,libxml2-utils); fi

libreoffice: ## install LibreOffice Writer and Calc from the system's packages unless they are there
	@office=$$(readlink -f "$$(command -v soffice)"); \
	if [ -z "$$office" ] || [ -d "$${office%/*}" -a ! -e "$${office%/*}/libsclo.so" ]; then \
		$(call packages,LibreOffice Writer and Calc,libreoffice-writer-nogui libreoffice-calc-nogui); fi

xmldiff: ## install xmldiff, which the benchmarks of redlines stand beside, from the system's packages unless it is there
	@if ! command -v xmldiff >/dev/null; then $(call packages,xmldiff,xmldiff); fi

node: web/assets/node_modules/.package-lock.json ## install what make assets and the tests of pages take from npm

web/assets/node_modules/.package-lock.json: web/assets/package.json web/assets/package-lock.json
	@if ! command -v npm >/dev/null; then $(call packages,Node.js,nodejs npm); fi
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || a === 20 && b >= 19 ? 0 : 1)' || \
		{ echo "Node.js is $$(node --version), and 20.19 or newer is needed." >&2; exit 1; }
	@cd web/assets && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/.package-lock.json

temporal: ## build bin/temporal unless there is one on PATH
	@if ! { [ -n "$$TEMPORAL_CLI" ] || command -v temporal >/dev/null || [ -x bin/temporal ]; }; then $(MAKE) bin/temporal; fi

bin/temporal:
	@echo "Building Temporal $(TEMPORAL) into bin/, once; this takes about four minutes."
	@GOFLAGS= GOBIN=$(CURDIR)/bin go install -buildvcs=false github.com/temporalio/cli/cmd/temporal@$(TEMPORAL)

$(staticcheck):
	@$(call tool,honnef.co/go/tools/cmd/staticcheck,$(STATICCHECK),$@)

$(workflowcheck):
	@$(call tool,go.temporal.io/sdk/contrib/tools/workflowcheck,$(WORKFLOWCHECK),$@)

$(govulncheck):
	@$(call tool,golang.org/x/vuln/cmd/govulncheck,$(GOVULNCHECK),$@)

# packages installs $(1), in the packages $(2); $(3) is what else may be done.
define packages
{ if ! command -v apt-get >/dev/null; then \
	echo "$(1) is missing: install it with this system's package manager$(3)." >&2; exit 1; fi; \
as=; if [ "$$(id -u)" != 0 ]; then as=sudo; \
	if ! command -v sudo >/dev/null; then echo "$(1) is missing: have root run apt-get install $(2)$(3)." >&2; exit 1; fi; fi; \
echo "Installing $(1) from the system's packages."; \
$$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2); }
endef

# generated generates the API anew, aside, and compares.
define generated
dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && cp web/api/*.yaml "$$dir" && \
command=$$(sed -n 's,^//go:generate ,,p' web/api/api.go) && (cd "$$dir" && GOFLAGS= $$command) && \
{ cmp "$$dir/api.gen.go" web/api/api.gen.go || { echo "web/api/api.gen.go is not what openapi.yaml says: go generate ./web/api"; exit 1; }; }
endef

# compiled compiles the assets of others anew, aside, and compares.
define compiled
dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && node web/assets/build.mjs "$$dir" && \
{ diff -rq "$$dir/static/vendor" web/static/vendor && diff -rq "$$dir/testdata/vendor" web/testdata/vendor || \
	{ echo "web/ does not hold what web/assets says: make assets"; exit 1; }; }
endef

# tool installs package $(1) of version $(2) as $(3).
define tool
echo "Installing $(notdir $(3))."; mkdir -p bin/new && \
GOFLAGS= GOBIN=$(CURDIR)/bin/new go install $(1)@$(2) && mv bin/new/$(notdir $(1)) $(3) && rmdir bin/new
endef
