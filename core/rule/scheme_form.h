/* forms.yaml: units, item lists, forms and their fields. */
#ifndef SHINSA_RULE_SCHEME_FORM_H
#define SHINSA_RULE_SCHEME_FORM_H

#include "core/rule/rule.h"

enum input_type {
    INPUT_TEXT,
    INPUT_MULTILINE,
    INPUT_INT,
    INPUT_DECIMAL,
    INPUT_YEN,
    INPUT_DATE,
    INPUT_PERIOD,
    INPUT_LEADTIME, /* period with free text: {value, unit, text} */
    INPUT_BOOL,
    INPUT_ENUM,
    INPUT_EMAIL,
    INPUT_URL,
    INPUT_TEL,
    INPUT_POSTAL,
    INPUT_ADDRESS,
    INPUT_PERSON,
    INPUT_CORPORATE_NUMBER,
    INPUT_CERTIFICATE_NUMBER,
    INPUT_CASE_NUMBER,
    INPUT_USER,      /* login of a user of the office */
    INPUT_LIST,      /* rows of `of` */
    INPUT_FROM_ITEM, /* matrix: as the row's item says */
    INPUT_TYPE_COUNT
};
const char *input_type_name(enum input_type type);

enum input_search { SEARCH_NO, SEARCH_NAME, SEARCH_CODE, SEARCH_TEXT };
enum input_fold { INPUT_KEEP, INPUT_HALF, INPUT_FULL, INPUT_KATAKANA, INPUT_CODE };

/* A condition on a form: true is good. */
struct constraint_def {
    struct rule rule;
    struct formula cond;
    struct merge say;
};

/* Another way to write a text: what fits the pattern becomes the template, \1 to \9 standing for its groups. */
struct rewrite_def {
    struct where at;
    const char *from, *to;
};

struct field_def {
    struct rule rule;
    enum input_type type;
    int width;               /* columns; 0: by type */
    int warn_chars;          /* longer texts only warn; 0: never */
    int max;                 /* characters, or rows of a list; 0: by type */
    struct texts choices;
    struct texts choice_labels; /* what texts print for each choice; n = 0: the choice itself */
    struct texts spellings;  /* other ways to type a choice: "typed=choice" */
    SPAN(struct rewrite_def) rewrite; /* of a text: the first that fits; none is refused */
    bool multi;              /* several choices */
    struct formula required; /* bool */
    struct formula relevant; /* bool: asked at all */
    struct formula calculate;
    struct formula fallback; /* `default` */
    struct formula min_rows; /* `min` of a list */
    SPAN(struct constraint_def) constraints;
    const char *error;       /* guard id when it is missing */
    const char *publish;     /* register that may show it */
    const char *consent;     /* why it may be shown */
    enum input_search search;
    enum input_fold fold;
    bool personal;
    bool fresh;              /* never carried over from an earlier form */
    const char *section;
    SPAN(struct field_def) of; /* columns of a list */
};

/* A row of a matrix form, an item of a checklist. */
struct item_def {
    struct rule rule;
    const char *no;           /* as printed */
    struct texts group;       /* headings above it, outermost first */
    const char *describe;
    const char *class_;       /* 必須, 選択, … */
    struct texts marks;       /* ★ and the like */
    enum input_type type;     /* of fields `from_item` */
    int width, warn_chars;
    struct texts choices, choice_labels;
    const char *per;          /* kind of unit it repeats for, or NULL */
    struct texts permits;     /* results beyond the ordinary ones */
    SPAN(struct named_text) extra; /* further columns of the list */
};

struct item_list_def {
    struct rule rule;
    struct texts columns;
    SPAN(struct item_def) items;
};
const struct item_def *item_list_item(const struct item_list_def *l, const char *id);

/* Units: the rows of a list field, each with forms, checks and tracks of its own. */
struct unit_def {
    struct rule rule;
    const char *list; /* form.F.field */
    const char *name; /* column that names the unit */
};

struct form_def {
    struct rule rule;
    const char *rows;   /* item list of a matrix form, or NULL */
    bool carries;       /* begins with what was approved last */
    struct formula locked; /* bool: once true nobody edits it */
    const char *error;     /* guard id of an edit while it is locked */
    const char *record; /* payment, paper, withholding: a form over records of the store; else NULL */
    SPAN(struct field_def) head;   /* of a matrix form: fields of the form itself, beside the rows */
    SPAN(struct field_def) fields;
    SPAN(struct constraint_def) constraints; /* between fields */
};
/* Under which names a form's values stand among the facts: its own, those approved last, those of the first application. */
enum form_view { FORM_OWN, FORM_APPROVED, FORM_ORIGINAL, FORM_VIEWS };

extern const char *const form_view_names[FORM_VIEWS];

/* The facts of a form, found once: a case has hundreds. */
struct form_facts_of {
    const struct fact_name *const *field[FORM_VIEWS]; /* of each plain field, or each of the head */
    const struct fact_name *rows[FORM_VIEWS];         /* of a matrix form */
    const struct fact_name *saved_by, *revision;
};

const struct field_def *form_field(const struct form_def *f, const char *id);
const struct field_def *field_column(const struct field_def *list, const char *id);

#endif
