#!/bin/sh
# The life of journey_screens.sh on a terminal that draws ambiguous characters in two columns.
TYPIST_AMBIGUOUS=2
export TYPIST_AMBIGUOUS
. "${SRCDIR:-.}/tests/e2e/journey_screens.sh"
