# Shortcuts for the verbs of the command line; bare `make` lists them.
PROFILE ?= standard
CONFIGURATION := Release
REPRODUCE := ./gmlm
# The time limit ends a test that hangs; the whole suite takes minutes.
TEST := dotnet test -c $(CONFIGURATION) --no-build --timeout 60m

.DEFAULT_GOAL := help
.PHONY: help build test test-slow attack reproduce verify accept report data vocab train doctor bench clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

build: ## restore and build everything, Release
	dotnet build Reproduce.sln -c $(CONFIGURATION)

test: build ## the default test suite
	$(TEST) --filter-not-trait Category=Slow

test-slow: build ## the slow tests: false-alarm rates over many seeds
	$(TEST) --filter-trait Category=Slow --ignore-exit-code 8

attack: build ## attack the product and its tests; a killed run resumes [ATTACK="gate kills"] [QUICK=1] [FAULT="Bleu.Count"]
	dotnet run --project tests/attack -c $(CONFIGURATION) --no-build -- $(if $(ATTACK),--attack $(ATTACK)) $(if $(QUICK),--quick) $(if $(FAULT),--fault "$(FAULT)")

reproduce: build ## the main job: run, verify, report [PROFILE=smoke|standard|full] [MIRROR=DIR] [REQUIRE_ALL=1]
	$(REPRODUCE) reproduce --profile $(PROFILE) $(if $(REQUIRE_ALL),--require-all) $(if $(MIRROR),--mirror "$(MIRROR)")

verify: build ## compare results with the snapshots [PROFILE=] [REQUIRE_ALL=1]
	$(REPRODUCE) verify --profile $(PROFILE) $(if $(REQUIRE_ALL),--require-all)

accept: build ## make results the snapshots IDS="figure-1" REASON="why" [PROFILE=]
	$(REPRODUCE) accept $(IDS) --reason "$(REASON)" --profile $(PROFILE)

report: build ## figures, page and PDF from the results at hand [PROFILE=]
	$(REPRODUCE) report --profile $(PROFILE)

data: build ## fetch the corpora and check them [NAMES="multi30k ro-sts"] [MIRROR=DIR]
	$(REPRODUCE) data fetch $(NAMES) $(if $(MIRROR),--mirror "$(MIRROR)")

vocab: build ## train the SentencePiece vocabularies again (needs spm_train) [NAMES=]
	$(REPRODUCE) vocab $(NAMES) $(if $(MIRROR),--mirror "$(MIRROR)")

train: build ## train the models again; a killed run resumes [NAMES="ar-en-de padir-en-de"] [DEVICE=cuda]
	$(REPRODUCE) train $(or $(NAMES),--all) $(if $(DEVICE),--device $(DEVICE)) $(if $(MIRROR),--mirror "$(MIRROR)")

doctor: build ## check the machine, and say how to install what is missing
	$(REPRODUCE) doctor

bench: build ## benchmarks of samplers and objectives
	dotnet run --project tests/benchmarks -c $(CONFIGURATION) --no-build -- --filter '*'

clean: ## remove build outputs, and the results, figures, page and PDF that the program wrote
	-@if [ -e reproduce/bin/$(CONFIGURATION)/net10.0/Gmlm.Reproduce.dll ]; then $(REPRODUCE) clean; fi
	dotnet clean Reproduce.sln -c $(CONFIGURATION) --verbosity quiet
	rm -rf TestResults BenchmarkDotNet.Artifacts
