#!/usr/bin/env python3
"""Checks the chain and the digests of a store as doc/internals/journal.md describes them, without the program."""
import hashlib
import json
import sqlite3
import sys


def digests(body):
    for change in json.loads(body)["changes"]:
        for value in change.get("r", {}).values():
            if isinstance(value, str) and len(value) == 65 and value[0] == "#" != value[1]:
                yield value[1:]


def main(path):
    store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    before, expected = bytes(32), 1
    values = erased = 0
    for row in store.execute("SELECT seq, at, actor, seat, verb, object, body, prev_hash, hash FROM event ORDER BY seq"):
        seq, body, prev, digest = row[0], row[6], row[7], row[8]
        if seq != expected or prev != before:
            return f"event {expected}: does not follow the one before it"
        lines = [prev.hex(), str(seq), *row[1:7]]
        if hashlib.sha256("".join(line + "\n" for line in lines).encode()).digest() != digest:
            return f"event {seq}: the hash does not belong to it"
        span = (seq * 100000, (seq + 1) * 100000)
        private = store.execute("SELECT salt, value FROM private WHERE id > ? AND id < ? ORDER BY id", span).fetchall()
        wanted = list(digests(body))
        if len(private) != len(wanted):
            return f"event {seq}: {len(wanted)} personal values are named, {len(private)} are there"
        for (salt, value), hexdigest in zip(private, wanted):
            if value is None:
                erased += 1
            elif hashlib.sha256(salt + value.encode()).hexdigest() != hexdigest:
                return f"event {seq}: a personal value is not the one that was written"
        values += len(wanted)
        before, expected = digest, expected + 1
    print(f"{expected - 1} events, {values} personal values, {erased} of them erased: all as written")
    return None


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: verify.py office.db")
    sys.exit(main(sys.argv[1]))
