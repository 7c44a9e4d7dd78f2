# Two commands do everything: "make run" and "make test". "make help" lists the rest.
SHELL := /bin/sh
GOLANGCI := build/tools/golangci-lint-2.15.0
GOFUMPT := build/tools/gofumpt-0.12.0
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo development)
HEADLESS := CGO_ENABLED=0 go test -tags ci,migrated_fynedo
# Everything but the window: sealed database, forms, reports, command line.
ROOMS := ./forms/... ./sync/... ./app/workbench/... ./app/cli/... ./assets/...
SCREENS := ./app/desktop/...

# Histories of laptops and a centre that "make sim" plays, and the seed of the first.
HISTORIES ?= 10000
SEED ?= 1

.PHONY: help run test verify build lint sim sim-mutants bench bench-forms bench-sync cover storybook tour observe clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: build ## Open the program; without a display, walk through it and leave pictures in build/tour
	@.ci/window

test: ## Run the tests that a newcomer should see green
	@.ci/need test
	$(HEADLESS) -shuffle=on $(SCREENS)
	go test -tags fts5 -shuffle=on $(ROOMS)

verify: lint tour ## Lint, race detector, long crash and property runs, fuzzing, the tour
	PLUMBLINE_CORPUS=none CGO_ENABLED=1 go test -race -shuffle=on -timeout 20m -tags fts5,ci,migrated_fynedo $(ROOMS) $(SCREENS)
	PLUMBLINE_LONG=1 go test -tags fts5 -run 'Kill|Crash|Property|Canary' -timeout 20m ./sync/seal/... ./sync/replica/... ./app/workbench/... ./forms/session/...
	$(MAKE) sim HISTORIES=3000
	.ci/fuzz 5s

sim: ## Play HISTORIES=10000 made-up histories of laptops and a centre from SEED=1 on, on disks and databases too, with 500 kills
	PLUMBLINE_HISTORIES=$(HISTORIES) PLUMBLINE_SEED=$(SEED) PLUMBLINE_FILES=300 PLUMBLINE_POSTGRES=100 PLUMBLINE_KILLS=500 PLUMBLINE_STATES=1000000 \
		go test -tags fts5 -count=1 -v -timeout 24h ./sync/simulation

sim-mutants: ## Plant bugs in the program, each of which the histories have to find
	PLUMBLINE_MUTANTS=all go test -tags fts5 -count=1 -v -run TestMutantsAreFound -timeout 24h ./sync/simulation

build: ## Build build/plumbline
	@.ci/need build
	go build -tags fts5 -trimpath -ldflags "-X main.version=$(VERSION)" -o build/plumbline .

lint: $(GOLANGCI) $(GOFUMPT) ## Check layers, style and formatting
	@.ci/need build
	@test -z "$$($(GOFUMPT) -l . | tee -a /dev/stderr)" || { echo "Format these with gofumpt."; exit 1; }
	$(GOLANGCI) run --build-tags fts5,ci,migrated_fynedo ./...

bench: ## Run the benchmarks
	go test -tags fts5 -run '^$$' -bench . -benchmem $(ROOMS)
	$(HEADLESS) -run '^$$' -bench . -benchmem $(SCREENS)

bench-forms: ## Measure the form engine, and beside it ODK's, on forms of 1,000 to 10,000 questions
	@.ci/bench-forms

bench-sync: build ## Measure synchronisation beside PouchDB, and against its targets
	@.ci/bench-sync

cover: ## Write coverage to build/cover.html
	@mkdir -p build
	CGO_ENABLED=1 go test -tags fts5,ci,migrated_fynedo -coverpkg=./... -coverprofile=build/cover.out $(ROOMS) $(SCREENS)
	go tool cover -html=build/cover.out -o build/cover.html
	go tool cover -func=build/cover.out | tail -n 1

storybook: ## Draw every screen in every state to build/storybook
	PLUMBLINE_STORYBOOK=$(CURDIR)/build/storybook $(HEADLESS) -count=1 $(SCREENS)

tour: build ## Walk through the main job and leave pictures and a PDF in build/tour
	@.ci/window tour

observe: ## Type a two-hour observation of 600 notes through the window, with crashes, a sleep and a full disk
	@.ci/need build tour
	PLUMBLINE_LONG=1 LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a -s "-screen 0 1280x800x24" env -u WAYLAND_DISPLAY \
		go test -tags fts5,migrated_fynedo -count=1 -timeout 60m -v -run TestObservation ./app/desktop

clean: ## Remove what was built
	rm -rf build

$(GOLANGCI):
	GOBIN=$(CURDIR)/build/tools go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
	mv build/tools/golangci-lint $@

$(GOFUMPT):
	GOBIN=$(CURDIR)/build/tools go install mvdan.cc/gofumpt@v0.12.0
	mv build/tools/gofumpt $@
