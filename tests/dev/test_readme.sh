#!/bin/sh
# The commands that README.md gives to set up an office, as they stand there; all but the last, which serves. TAP.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
readme=$SRCDIR/README.md
mkdir -p "$work/.ssh" "$work/bin"
ln -s "$BUILDDIR/shinsa" "$work/bin/shinsa"
HOME=$work PATH=$work/bin:$PATH SHINSA_SCHEMES=$SRCDIR/schemes
export HOME PATH SHINSA_SCHEMES
cd "$work" || exit 1
ssh-keygen -q -t ed25519 -N '' -f .ssh/id_ed25519
ssh-keygen -q -t ed25519 -N '' -f taro
awk '/^<!-- tested by/ { here = 1; next } here && /^```/ { if (++fence == 2) exit; next } fence == 1' "$readme" >commands
n=0
while read -r line; do
    case $line in *' serve '*) continue ;; *) ;; esac
    n=$((n + 1))
    if sh -c "$line" >said 2>&1 </dev/null; then
        echo "ok $n - $line"
    else
        echo "not ok $n - $line"
        sed 's/^/# /' said
    fi
done <commands
n=$((n + 1))
if shinsa --store office.db user list | grep -q 'taro.*aspic:reception'; then
    echo "ok $n - taro is there"
else
    echo "not ok $n - taro is there"
fi
[ "$n" -ge 5 ] || echo "not ok $((n + 1)) - README.md has commands to test"
echo "1..$n"
