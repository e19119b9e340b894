# Every header compiles alone.
make -C "$BUILD" -s headers 2>&1 | sed -n -E 's,^(\.\./)+,,; s,^([^ :]*):([0-9]+):[0-9]+: (fatal error|error|warning): ,\1:\2: ,p'
