# SHINSA_APPEND_FLAGS(VARIABLE, FLAGS): adds to VARIABLE each of FLAGS that the
# compiler takes for compiling and linking without a word.
AC_DEFUN([SHINSA_APPEND_FLAGS],
[for shinsa_flag in $2; do
  AC_MSG_CHECKING([whether $CC takes $shinsa_flag])
  shinsa_saved_cflags=$CFLAGS
  CFLAGS="$CFLAGS -Werror $shinsa_flag"
  AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])],
    [AC_MSG_RESULT([yes]); $1="$$1 $shinsa_flag"],
    [AC_MSG_RESULT([no])])
  CFLAGS=$shinsa_saved_cflags
done
AC_SUBST([$1])])
