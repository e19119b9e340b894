# The tree stands alone: nothing in it points to a folder outside.
xargs grep -n -E '(^|[^a-z])(\.\./shared|shared/|/work/)' <"$FILES" /dev/null 2>/dev/null | grep -v '^build-aux/lint/rules/alone.sh:' |
    grep -v '^LICENSE:' | sed -E 's/^([^:]*:[0-9]+):.*/\1: points outside the tree/'
