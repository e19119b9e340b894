/* Inside of the expression engine: tokens, nodes, the parser's state. Only expr_*.c and tmpl.c include it. */
#ifndef SHINSA_RULE_EXPR_INTERNAL_H
#define SHINSA_RULE_EXPR_INTERNAL_H

#include "core/rule/expr.h"

enum token_kind {
    TOKEN_END,
    TOKEN_NAME,
    TOKEN_CONSTANT,
    TOKEN_SIGN, /* operators, brackets, and the words and or not in if then else */
    TOKEN_BAD
};

struct token {
    enum token_kind kind;
    size_t at, length; /* bytes in the text */
    char sign[6];      /* "==", "and"; "" for others */
    struct value value;
};

/* Reads the token that begins at or after `from`. TOKEN_BAD: not of the language (message "expr.syntax"). */
struct token expr_lex(struct arena *a, const char *text, size_t from);

enum expr_kind {
    X_CONSTANT,
    X_FACT,
    X_ROW,   /* a cell of the row of a frame; the row itself in a list of plain values */
    X_LOCAL, /* arg[0] belongs to the scope */
    X_NOT,
    X_AND,
    X_OR,
    X_COMPARE,
    X_IN,
    X_ADD,
    X_SUBTRACT,
    X_MULTIPLY,
    X_DIVIDE,
    X_NEGATE,
    X_ELSE, /* ?? */
    X_IF,
    X_LIST,
    X_DEFINED,
    X_LEAST, /* min, max of values: op */
    X_CALL,
    X_FOLD /* over the rows of arg[0]: op */
};

enum compare_op { COMPARE_EQ, COMPARE_NE, COMPARE_LT, COMPARE_LE, COMPARE_GT, COMPARE_GE };

enum fold_op {
    FOLD_ANY,
    FOLD_ALL,
    FOLD_COUNT,
    FOLD_SUM,
    FOLD_MIN,
    FOLD_MAX,
    FOLD_JOIN,
    FOLD_LINES,
    FOLD_WHERE,
    FOLD_EACH,
    FOLD_NONE = -1
};

/* Frame 0 is the row of the scope, 1 and on are the lists being folded. */
enum { EXPR_FRAMES_MAX = 6, EXPR_ARGS_MAX = 200 };

struct expr {
    enum expr_kind kind;
    int op;
    struct type type;
    const char *text; /* of a whole expression; NULL inside */
    struct value value;
    const struct fact_ref *ref;
    const struct expr_func *func;
    int frame, column;
    size_t n_args;
    struct expr **arg;
};

struct expr_frame {
    struct type list; /* whose row it is; VALUE_ANY: no row */
};

struct expr_parser {
    struct arena *a;
    const struct expr_scope *scope;
    const char *text;
    struct token token;
    int depth;
    size_t nodes;
    struct expr_frame frame[EXPR_FRAMES_MAX];
    int n_frames;
    struct expr_error *where;
    struct err *e;
};

/* Failures: set the error and the place, return NULL. */
struct expr *expr_fail_at(struct expr_parser *p, const struct token *t, const char *msg, const char *arg0,
                          const char *arg1);
struct expr *expr_node(struct expr_parser *p, enum expr_kind kind, struct type type, struct expr **arg, size_t n);

/* Types (expr_type.c). They take the operands' nodes, check and adapt them, and build the node; `t` is the place to
 * blame. NULL after a failure, also when an operand is NULL. */
struct expr *expr_type_binary(struct expr_parser *p, const struct token *t, enum expr_kind kind, int op, struct expr *a,
                              struct expr *b);
struct expr *expr_type_not(struct expr_parser *p, const struct token *t, struct expr *a);
struct expr *expr_type_negate(struct expr_parser *p, const struct token *t, struct expr *a);
struct expr *expr_type_if(struct expr_parser *p, const struct token *t, struct expr *condition, struct expr *yes,
                          struct expr *no);
struct expr *expr_type_list(struct expr_parser *p, const struct token *t, struct expr **arg, size_t n);
struct expr *expr_type_least(struct expr_parser *p, const struct token *t, int op, struct expr **arg, size_t n);
struct expr *expr_type_fold(struct expr_parser *p, const struct token *t, int op, struct expr **arg, size_t n);
/* Makes x one of the wanted type (int literals become yen) or fails. */
struct expr *expr_type_want(struct expr_parser *p, const struct token *t, enum value_type want, struct expr *x);

/* Functions (expr_func.c, func.def). */
struct expr_func {
    const char *name;
    const char *arguments; /* letters, see expr_func.c */
    char result;
    struct value (*run)(struct facts *f, const struct value *arg);
};
const struct expr_func *expr_func_named(const char *name);
const char *expr_func_nearest(struct arena *a, const char *name);
struct expr *expr_func_call(struct expr_parser *p, const struct token *t, const struct expr_func *func,
                            struct expr **arg, size_t n);
enum fold_op expr_fold_named(const char *name);

/* Date arithmetic with periods; undefined outside the years of date.h. */
struct value expr_date_plus(struct facts *f, struct date d, struct period p, bool first_day_counts);
struct value expr_date_minus(struct facts *f, struct date d, struct period p);
/* Joins texts; charges the evaluation for the bytes. */
struct value expr_text_of(struct facts *f, const char *p, size_t n);
/* Takes n steps from the evaluation; false when there are none left. */
bool expr_charge(struct facts *f, size_t n);

#endif
