# One line each, to something standard or to a script that says what it does.
.PHONY: run test lint bench torture package setup
.DEFAULT_GOAL := run

run:     ; @scripts/run.sh
test:    ; @scripts/test.sh
lint:    ; @scripts/lint.sh
bench:   ; @scripts/bench.sh
torture: ; @scripts/torture.sh
package: ; @scripts/package.sh
setup:   ; @scripts/setup.sh test
