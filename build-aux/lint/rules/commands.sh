# Scripts and tests call only what a bare machine has with the packages of ./dev: there is no ps, and its silence is no proof.
{
    grep -E '\.sh$|^dev$|^\.ci/' "$FILES"
    xargs grep -l -E '^#!/bin/(ba)?sh' <"$FILES" /dev/null 2>/dev/null
} | grep -v '^build-aux/lint/rules/' | sort -u |
    xargs -r grep -n -E '(^|[|;&(]) *(ps|pgrep|pkill|killall|lsof|fuser|ss|nc|tmux|python3?|file|hexdump|xxd|sqlite3|bc) [^=~]' /dev/null |
    grep -v -E '^[^:]*:[0-9]+: *#' | sed -E 's/^([^:]*:[0-9]+):.*/\1: calls a command that a bare machine does not have/'
