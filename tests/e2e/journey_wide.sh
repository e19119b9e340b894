#!/bin/sh
# The life of journey_screens.sh on a terminal of 120 columns and 40 rows.
TYPIST_COLS=120 TYPIST_ROWS=40
export TYPIST_COLS TYPIST_ROWS
. "${SRCDIR:-.}/tests/e2e/journey_screens.sh"
