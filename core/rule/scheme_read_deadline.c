/* deadlines.yaml and fees.yaml. */
#include "core/rule/scheme_read.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/value.h"

static const struct key_word first_day_words[] = {{"excluded", 0}, {"included", 1}, {NULL, 0}};

static void read_bound_first_day(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    int included = 0;
    struct key words = *key;
    words.words = first_day_words;
    read_word(r, &words, value, &included);
    ((struct bound_def *)owner)->first_day_counts = included;
}

static const struct key bound_keys[] = {
    {"base", KEY_FORMULA, KEY_AT(struct bound_def, base), .want = VALUE_DATE, .help = "date it counts from"},
    {"after", KEY_FORMULA, KEY_AT(struct bound_def, after), .want = VALUE_PERIOD, .help = "how long after the base"},
    {"at", KEY_FORMULA, KEY_AT(struct bound_def, at), .want = VALUE_DATE, .help = "the day itself"},
    {"first_day", KEY_OTHER, .read = read_bound_first_day, .help = "excluded (default) or included"},
};
static const struct key_table bound_table = {"bound", TABLE_KEYS(bound_keys), sizeof(struct bound_def), .is_rule = true};
static const struct key_table one_bound_table = {"term", TABLE_KEYS(bound_keys), sizeof(struct bound_def),
                                                 .begin = NULL};

/* `{from, base, after}` or `{from, after: [{id, base, after|at}]}` */
static void read_term(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct span_def *span = (void *)((char *)owner + key->offset);
    if (value->kind != YAML_MAP) {
        read_problem(r, value, NULL, "scheme.not-map", key->name, NULL);
        return;
    }
    const struct yaml *from = yaml_get(value, "from"), *after = yaml_get(value, "after");
    if (from)
        read_formula(r, "from", from, VALUE_DATE, &span->from);
    else
        read_problem(r, value, NULL, "scheme.missing-key", "from", key->name, NULL);
    LIST(struct yaml_entry) rest = {0};
    bool list = after && after->kind == YAML_LIST;
    for (size_t i = 0; i < value->n; i++)
        if (!str_eq(value->entry[i].key, "from") && !(list && str_eq(value->entry[i].key, "after")))
            *LIST_ADD(r->a, &rest) = value->entry[i];
    if (list) {
        size_t n;
        void *at = read_list(r, &bound_table, after, &n);
        span_put(&span->bounds, at, n);
        return;
    }
    struct bound_def *bound = ARENA_NEW(r->a, struct bound_def);
    bound->rule = (struct rule){.id = "", .label = "", .at = value->at, .src = r->src};
    read_map(r, &one_bound_table, yaml_new_map(r->a, value->at, rest.at, rest.n), bound);
    span_put(&span->bounds, bound, 1);
}

static const struct key period_keys[] = {
    {"first", KEY_OTHER, KEY_AT(struct period_def, first), KEY_REQUIRED, .read = read_term, .help = "at the first grant"},
    {"next", KEY_OTHER, KEY_AT(struct period_def, next), .read = read_term, .help = "at each renewal"},
};
static const struct key_table period_table = {"period", TABLE_KEYS(period_keys), sizeof(struct period_def),
                                              .is_rule = true};

static void read_after(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct deadline_def *deadline = owner;
    if (formula_given(&deadline->offset))
        read_problem(r, value, NULL, "scheme.two-offsets", deadline->rule.id, NULL);
    deadline->direction = str_eq(key->name, "before") ? DEADLINE_BEFORE : DEADLINE_AFTER;
    read_formula(r, key->name, value, VALUE_PERIOD, &deadline->offset);
}

static void read_at(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct deadline_def *deadline = owner;
    if (!str_eq(read_text(r, key->name, value), "0"))
        read_problem(r, value, "0", "scheme.unknown-word", value->text, key->name, "0", NULL);
    deadline->direction = DEADLINE_AT;
}

static void read_first_day(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    int included = 0;
    struct key words = *key;
    words.words = first_day_words;
    read_word(r, &words, value, &included);
    ((struct deadline_def *)owner)->first_day_counts = included;
}

static const struct key_word gives_words[] = {{"last_day", 0}, {"day_after", 1}, {NULL, 0}};
static void read_gives(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    int after = 0;
    struct key words = *key;
    words.words = gives_words;
    read_word(r, &words, value, &after);
    ((struct deadline_def *)owner)->gives_day_after = after;
}

static const struct key_word bars_words[] = {{"after", 0}, {"before", 1}, {NULL, 0}};
static void read_bars(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    int before = 0;
    struct key words = *key;
    words.words = bars_words;
    read_word(r, &words, value, &before);
    ((struct deadline_def *)owner)->bars_before = before;
}

static void begin_deadline(struct reader *r, const struct yaml *node, void *owner)
{
    struct deadline_def *deadline = owner;
    deadline->direction = DEADLINE_AT;
    const char *each = yaml_get_text(node, "each");
    if (!each)
        return;
    r->scope = SCOPE_LIST;
    r->scope_list = each;
}

static void done_deadline(struct reader *r, const struct yaml *node, void *owner)
{
    const struct deadline_def *deadline = owner;
    if (!formula_given(&deadline->offset) && !yaml_get(node, "at"))
        read_problem(r, node, NULL, "scheme.missing-key", "after", "deadline", NULL);
}

static const struct key_word deadline_of_words[] = {
    {"case", DEADLINE_CASE}, {"certificate", DEADLINE_CERTIFICATE}, {NULL, 0}};
static const struct key_word moves_words[] = {
    {"no", MOVES_NO}, {"next", MOVES_NEXT}, {"previous", MOVES_PREVIOUS}, {NULL, 0}};
static const struct key_word kind_words[] = {
    {"hard", DEADLINE_HARD}, {"soft", DEADLINE_SOFT}, {"elapsed", DEADLINE_ELAPSED}, {NULL, 0}};
static const struct key deadline_keys[] = {
    {"of", KEY_WORD, KEY_AT(struct deadline_def, of), .words = deadline_of_words, .help = "case or certificate"},
    {"each", KEY_TEXT, KEY_AT(struct deadline_def, each), .help = "one deadline a row of this list"},
    {"base", KEY_FORMULA, KEY_AT(struct deadline_def, base), KEY_REQUIRED, .want = VALUE_DATE, .help = "counts from it"},
    {"after", KEY_OTHER, .read = read_after, .help = "period after the base"},
    {"before", KEY_OTHER, .read = read_after, .help = "period before the base"},
    {"at", KEY_OTHER, .read = read_at, .help = "0: the base day itself"},
    {"first_day", KEY_OTHER, .read = read_first_day, .help = "excluded (default) or included"},
    {"moves", KEY_WORD, KEY_AT(struct deadline_def, moves), .words = moves_words, .help = "when the last day is closed"},
    {"gives", KEY_OTHER, .read = read_gives, .help = "last_day (default) or day_after"},
    {"opens", KEY_TEXT, KEY_AT(struct deadline_def, opens), .ref = REF_DEADLINE, .help = "deadline that gives the first day"},
    {"kind", KEY_WORD, KEY_AT(struct deadline_def, kind), KEY_REQUIRED, .words = kind_words,
     .help = "hard: legal date; soft: warns; elapsed: no date, only days gone by"},
    {"target", KEY_FORMULA, KEY_AT(struct deadline_def, target), .want = VALUE_PERIOD, .help = "the office's own target"},
    {"warn", KEY_PERIODS, KEY_AT(struct deadline_def, warn), .help = "how long before the due day"},
    {"every", KEY_PERIOD, KEY_AT(struct deadline_def, every), .help = "repeats after it was missed"},
    {"times", KEY_INT, KEY_AT(struct deadline_def, times), .help = "how often it repeats"},
    {"missed", KEY_LIST, KEY_AT(struct deadline_def, missed), .table = &effect_table, .help = "effects of the clock"},
    {"error", KEY_TEXT, KEY_AT(struct deadline_def, error), .ref = REF_GUARD, .help = "guard id of acts it bars"},
    {"bars", KEY_OTHER, .read = read_bars, .help = "after (default) or before: which acts error refuses"},
    {"editable", KEY_BOOL, KEY_AT(struct deadline_def, adjustable), .help = "staff may enter another date"},
};
static const struct key_table deadline_table = {"deadline", TABLE_KEYS(deadline_keys), sizeof(struct deadline_def),
                                                .is_rule = true, .begin = begin_deadline, .done = done_deadline};

static const struct key deadlines_keys[] = {
    {"periods", KEY_LIST, KEY_AT(struct scheme, periods), .table = &period_table, .help = "periods of validity"},
    {"deadlines", KEY_LIST, KEY_AT(struct scheme, deadlines), .table = &deadline_table, .help = "deadlines"},
};
const struct key_table deadlines_table = {"deadlines", TABLE_KEYS(deadlines_keys), sizeof(struct scheme)};

static void begin_price(struct reader *r, const struct yaml *node, void *owner)
{
    (void)r;
    (void)node;
    struct price_def *price = owner;
    price->from = price->until = DATE_NONE;
}

static void read_price(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct price_def *price = owner;
    int64_t yen = 0;
    if (str_eq(key->name, "quote")) {
        price->kind = PRICE_QUOTE;
    } else if (str_eq(key->name, "half_of")) {
        price->kind = PRICE_HALF_OF;
        price->half_of = read_text(r, key->name, value);
        read_ref(r, REF_FEE, price->half_of, value->at);
    } else {
        price->kind = str_eq(key->name, "floor") ? PRICE_FLOOR : PRICE_NET;
        bool is_amount = value->kind == YAML_SCALAR && value->text[strspn(value->text, "0123456789_")] == 0;
        if (price->kind == PRICE_NET && value->kind == YAML_SCALAR && !is_amount) {
            read_formula(r, key->name, value, VALUE_YEN, &price->entered);
            return;
        }
        if (read_int(r, key->name, value, 0, INT64_C(1000000000000), &yen))
            price->net = (struct yen){yen};
    }
}

static void read_rate(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    int64_t percent = 0;
    if (read_int(r, key->name, value, 0, 100, &percent))
        ((struct price_def *)owner)->rate_bp = (int)percent * 100;
}

static void done_price(struct reader *r, const struct yaml *node, void *owner)
{
    const struct price_def *price = owner;
    const char *const kinds[] = {"net", "floor", "quote", "half_of"};
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        n += yaml_get(node, kinds[i]) != NULL;
    if (n != 1)
        read_problem(r, node, NULL, "scheme.one-price", NULL);
    else if (price->kind != PRICE_QUOTE && price->kind != PRICE_HALF_OF && !yaml_get(node, "rate"))
        read_problem(r, node, NULL, "scheme.missing-key", "rate", "price", NULL);
}

static const struct key price_keys[] = {
    {"from", KEY_DATE, KEY_AT(struct price_def, from), .help = "first day of the row"},
    {"until", KEY_DATE, KEY_AT(struct price_def, until), .help = "last day of the row"},
    {"net", KEY_OTHER, .read = read_price, .help = "price without tax, yen"},
    {"floor", KEY_OTHER, .read = read_price, .help = "at least this, yen"},
    {"quote", KEY_OTHER, .read = read_price, .help = "true: by quotation"},
    {"half_of", KEY_OTHER, .read = read_price, .help = "half of another fee"},
    {"rate", KEY_OTHER, .read = read_rate, .help = "consumption tax, per cent"},
    {"if", KEY_FORMULA, KEY_AT(struct price_def, cond), .want = VALUE_BOOL, .help = "row holds only when true"},
};
static const struct key_table price_table = {"price", TABLE_KEYS(price_keys), sizeof(struct price_def), .is_rule = true,
                                             .id_optional = true, .begin = begin_price, .done = done_price};

/* never | until STATE | office */
static void read_refund(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct fee_def *fee = owner;
    const char *text = read_text(r, key->name, value);
    if (str_eq(text, "never"))
        fee->refund = REFUND_NEVER;
    else if (str_eq(text, "office"))
        fee->refund = REFUND_OFFICE;
    else if (text && str_starts(text, "until ")) {
        fee->refund = REFUND_UNTIL;
        fee->refund_until = text + sizeof "until " - 1;
        read_ref(r, REF_STATE, fee->refund_until, value->at);
    } else if (text)
        read_problem(r, value, NULL, "scheme.unknown-word", text, key->name, "never, office, until STATE", NULL);
}

static const struct key_word rounding_words[] = {
    {"floor", ROUND_FLOOR}, {"ceiling", ROUND_CEILING}, {"half_up", ROUND_HALF_UP}, {NULL, 0}};
static const struct key fee_keys[] = {
    {"when", KEY_FORMULA, KEY_AT(struct fee_def, when), .want = VALUE_BOOL, .help = "due at all"},
    {"date", KEY_FORMULA, KEY_AT(struct fee_def, date), KEY_REQUIRED, .want = VALUE_DATE, .help = "picks the row"},
    {"announced", KEY_FORMULA, KEY_AT(struct fee_def, announced), .want = VALUE_DATE,
     .help = "while it is not due, letters name the price of this day"},
    {"count", KEY_FORMULA, KEY_AT(struct fee_def, count), .want = VALUE_INT, .help = "how many; 1 without it"},
    {"rows", KEY_LIST, KEY_AT(struct fee_def, rows), KEY_REQUIRED, .table = &price_table, .help = "prices by date"},
    {"rounding", KEY_WORD, KEY_AT(struct fee_def, rounding), .words = rounding_words, .help = "of the tax"},
    {"due", KEY_TEXT, KEY_AT(struct fee_def, due), .ref = REF_DEADLINE, .help = "deadline of the payment"},
    {"refund", KEY_OTHER, .read = read_refund, .help = "never, office, or until STATE"},
    {"refund_error", KEY_TEXT, KEY_AT(struct fee_def, refund_error), .ref = REF_GUARD, .help = "guard id of a refused refund"},
    {"no_row", KEY_TEXT, KEY_AT(struct fee_def, no_row), .ref = REF_GUARD, .help = "guard id when no row fits the date"},
};
static const struct key_table fee_table = {"fee", TABLE_KEYS(fee_keys), sizeof(struct fee_def), .is_rule = true};

static const struct key fees_keys[] = {
    {"fees", KEY_LIST, KEY_AT(struct scheme, fees), .table = &fee_table, .help = "fees"},
};
const struct key_table fees_table = {"fees", TABLE_KEYS(fees_keys), sizeof(struct scheme)};
