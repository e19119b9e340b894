/* The whole reader on bytes: one YAML document whose keys are the names of a scheme's files. Whatever it says, it is read,
 * compiled and proved, or refused; then everything that prints a scheme prints it. */
#include "core/rule/scheme_coverage.h"
#include "core/rule/scheme_files.h"
#include "core/rule/scheme_read.h"
#include "core/rule/scheme_show.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

static void print_all(const struct scheme *s, struct arena *a)
{
    AUTO(buf) struct buf out = BUF(1 << 20);
    scheme_show_text(s, true, &out);
    scheme_show_json(s, &out);
    scheme_release_text(s, false, &out);
    struct coverage coverage = scheme_coverage(s, NULL, a);
    scheme_coverage_json(&coverage, false, &out);
}

/* Whatever is wrong has a message and does not lie outside the file. */
static void check_problems(const struct problems *problems)
{
    for (size_t i = 0; i < problems->n; i++)
        FUZZ_CHECK(problems->at[i].msg && problems->at[i].proof && problems->at[i].at.line >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a = {0};
    struct problems *problems = xcalloc(1, sizeof *problems);
    const struct yaml *root;
    struct where at;
    struct err e;
    if (yaml_parse(&a, "fuzz", (const char *)data, n, &root, &at, &e) == 0) {
        struct scheme_files files = {.specimen = yaml_get(root, "specimen.yaml")};
        for (size_t i = 0; i < n_scheme_files; i++)
            files.file[i] = yaml_get(root, scheme_files[i].name);
        struct scheme *s;
        int rc = scheme_from_files(&files, &s, problems, &e);
        FUZZ_CHECK((rc == 0) == (problems->n == 0));
        check_problems(problems);
        if (rc == 0) {
            print_all(s, &a);
            scheme_free(s);
        }
    } else {
        FUZZ_CHECK(e.msg && at.line > 0 && at.column > 0);
    }
    problems_done(problems);
    free(problems);
    arena_done(&a);
    return 0;
}
