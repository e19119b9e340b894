#!/bin/sh
# What README.md tells a newcomer to type, as it stands there: the first hour on the screens, the commands that set up an
# office, the change of a fee.
. "${SRCDIR:-.}/tests/lib.sh"
readme=$SRCDIR/README.md
SHINSA_SCHEMES=$TMP/share/schemes
mkdir .ssh share
cp -r "$SRCDIR/schemes" share/schemes
chmod -R u+w share
make_key .ssh/id_ed25519 taro

# blocks: block1, block2 ...: the code blocks that README.md says this test runs
blocks() {
    awk '/^<!-- run by/ { here = 1; next }
        here && /^```/ { if (here == 2) { here = 0 } else { here = 2; n++ } next }
        here == 2 { print >("block" n) }' "$readme"
}

# tour: its table as a script for typist: what stands left is typed, what stands right is waited for
tour() {
    awk -F'|' '/^<!-- typed by/ { here = 1; next } here && !/^\|/ && NF { exit }
        function inside(cell) { return match(cell, /`.*`/) ? substr(cell, RSTART + 1, RLENGTH - 2) : "" }
        here && /^\| / {
            if (inside($2) != "") print "type " inside($2)
            if (inside($3) != "") print "wait " inside($3)
        }
        END { print "end" }' "$readme" >hour
}

# served: starts what a line of README.md serves, on a free port of loopback
served() {
    start_hub sh -c "exec $(echo "$1" | sed 's/--listen .*/--listen 127.0.0.1:0/')"
    [ -n "$port" ]
}

# line LINE: does it; a server's and a client's are told where
line() {
    case $1 in
        *' serve '*) served "$1" ;;
        'ssh '*' taro@HOST') typist look sh -c "$(client "$1")" ;;
        'ssh '*) sh -c "$(client "$1")" ;;
        *) sh -c "$1" ;;
    esac
}
client() {
    here="-F none -p $port -i taro -o BatchMode=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=known"
    echo "$1" | sed "s/^ssh -p 2222 taro@HOST/ssh $here taro@127.0.0.1/"
}

blocks
tour
printf 'wait %s\ntype <F10>\nend\n' '照会 >' >look

check 'an office of invented cases' shinsa --store demo.db demo
check 'the first hour' typist hour shinsa --store demo.db --as demo
check 'which has steps' test "$(grep -c . hour)" -ge 20
check 'and leaves a case behind' sh -c 'shinsa --store demo.db case list 髙知情報 | grep 入力中'
for block in block1 block2 block3; do
    while read -r text <&3; do check "$text" line "$text"; done 3<"$block"
done
check 'taro is there' sh -c "shinsa --store office2.db user list | grep -q 'taro.*aspic:reception'"
check 'his case came back from the backup' sh -c "shinsa --store office2.db case list | grep -q 新規申請"
sed -i "s|/usr/local/share/shinsa|$TMP/share|" block4
check 'the change of a fee' sh -eu block4
check 'is a version beside the others' sh -c 'SHINSA_SCHEMES=schemes shinsa scheme list | grep "^aspic  *2027-04-01"'
check 'and is what a new case pays' sh -c '! SHINSA_SCHEMES=schemes shinsa scheme test aspic | grep -v " 0 failed"'
sed -i 's/net: 200000, rate/net: 200001, rate/' schemes/aspic/2027-04-01/fees.yaml
check 'a wrong sum is found by the example' sh -c '! SHINSA_SCHEMES=schemes shinsa scheme test aspic'
