/* The files of a scheme version: found, read, hashed, and put on top of what they extend. */
#ifndef SHINSA_RULE_SCHEME_FILES_H
#define SHINSA_RULE_SCHEME_FILES_H

#include "core/rule/problem.h"
#include "core/rule/yaml_dom.h"

struct scheme;

enum { SCHEME_FILES_MAX = 16, SCHEME_EXTENDS_MAX = 4, SCHEME_VERSIONS_MAX = 200 };

struct scheme_files {
    const struct yaml *file[SCHEME_FILES_MAX]; /* merged, in the order of scheme_files[]; NULL: neither has it */
    const struct yaml *specimen;               /* NULL: neither has it */
    const char *examples_path;                 /* of the version itself; NULL: it has none */
    char hash[65];                             /* of the version's own files */
};

/* Files read once, however many versions extend them. Texts and specimens live as long as the schemes made of them, trees only
 * until these are made: a seat shares what the hub has read, and ten megabytes of trees are nobody's any more. */
struct yaml_cache {
    struct arena *a, *trees;
    LIST(struct cached_file *) files;
};

/* Reads <root>/<id>/<version> and what it extends. Problems of the text are noted and the file left out; false after any. */
bool scheme_files_read(struct yaml_cache *cache, const char *root, const char *id, const char *version,
                       struct scheme_files *files_r, struct problems *problems);

/* A proved scheme of files that were read, whatever their folder is called. Their texts and specimen must live as long as the
 * scheme. Answers, problems and errors as of scheme_load. */
int scheme_from_files(const struct scheme_files *files, struct scheme **scheme_r, struct problems *problems,
                      struct err *e) WARN_UNUSED;

/* Whole file into the arena. E_NOTFOUND "file.missing", E_IO "file.unreadable", E_LIMIT "yaml.size". */
int scheme_file_text(struct arena *a, const char *path, const char **text_r, size_t *n_r, struct err *e) WARN_UNUSED;

/* Names of the folders (or files) in a folder, sorted; hidden ones left out. E_NOTFOUND "scheme.no-folder". */
int scheme_folder(struct arena *a, const char *path, struct texts *names_r, struct err *e) WARN_UNUSED;

/* One definition over another: maps by key, lists of rules by id, everything else replaced; `drop: true` removes. */
const struct yaml *yaml_merge(struct arena *a, const struct yaml *base, const struct yaml *over,
                              struct problems *problems);

#endif
