/* What differs between two versions of a scheme, rule by rule: for the person who has to say what changes for the office.
 *
 * Both are read with what they extend, so a version that only overrides is compared by what it means. Rules are matched by
 * id, rows of prices and bodies by their first day, asks by their fact; where there is nothing to go by, by their place. */
#ifndef SHINSA_RULE_SCHEME_DIFF_H
#define SHINSA_RULE_SCHEME_DIFF_H

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/rule/scheme_files.h"

enum { SCHEME_DIFFERENCES_MAX = 5000 };

struct scheme_difference {
    const char *file;      /* "fees.yaml" */
    const char *rule;      /* "fees review": where it stands, by ids */
    const char *label;     /* of that rule, or "" */
    const char *src;       /* its article, or "" */
    const char *place;     /* "rows 2019-10-01 › net": below the rule; "" for the rule itself */
    const char *old, *now; /* as written; NULL: was not there, is not there any more */
};

struct scheme_differences {
    LIST(struct scheme_difference) all; /* in the order of the newer version, what is gone behind what was before it */
    bool cut;                           /* there were more than SCHEME_DIFFERENCES_MAX */
};

/* Trees of both versions, as scheme_files_read gives them; everything found lives in a. */
void scheme_diff(struct arena *a, const struct scheme_files *old, const struct scheme_files *now, struct scheme_differences *to);

/* Two installed versions under root, each named ID/DATE or ID (its newest). E_NOTFOUND "scheme.unknown", E_INPUT with the first
 * problem of a file. */
int scheme_diff_versions(struct arena *a, const char *root, const char *old, const char *now, struct scheme_differences *to,
                         struct err *e) WARN_UNUSED;
/* For people: by file and rule, the old above the new; nothing where nothing differs. */
void scheme_diff_text(struct arena *a, const struct scheme_differences *found, bool english, struct buf *out);

/* What people call a key of the files: 税抜額 for net; the key itself where there is no word. */
const char *scheme_key_word(const char *key, bool english);

#endif
