/* numbers.yaml: series with their parts, checks and sloppy forms. */
#include "core/rule/scheme_read.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/value.h"

static const struct key_word as_words[] = {
    {"yymm", AS_YYMM}, {"yyyymm", AS_YYYYMM}, {"yyyy", AS_YYYY}, {"yy", AS_YY}, {"fy", AS_FY},
    {"yyyymmdd", AS_YYYYMMDD}, {"yymmdd", AS_YYMMDD}, {"fy2", AS_FY2}, {NULL, 0}};

static void read_part(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct part_def *part = owner;
    int64_t digits;
    if (part->at.line)
        read_problem(r, value, NULL, "scheme.two-parts", key->name, NULL);
    part->at = value->at;
    if (str_eq(key->name, "text")) {
        part->kind = PART_TEXT;
        part->text = read_text(r, key->name, value);
    } else if (str_eq(key->name, "serial")) {
        part->kind = PART_SERIAL;
        if (read_int(r, key->name, value, 1, 12, &digits))
            part->digits = (int)digits;
    } else if (str_eq(key->name, "date")) {
        part->kind = PART_DATE;
        read_formula(r, key->name, value, VALUE_DATE, &part->value);
    } else if (str_eq(key->name, "of")) {
        part->kind = PART_OF;
        read_formula(r, key->name, value, VALUE_TEXT, &part->value);
    } else {
        part->kind = PART_CHECK;
        part->method = read_text(r, key->name, value);
    }
}

static void done_part(struct reader *r, const struct yaml *node, void *owner)
{
    const struct part_def *part = owner;
    if (!part->at.line)
        read_problem(r, node, NULL, "scheme.missing-key", "text, serial, date, of, check", "part", NULL);
    else if (part->kind == PART_DATE && !yaml_get(node, "as"))
        read_problem(r, node, NULL, "scheme.missing-key", "as", "part", NULL);
}

static const struct key part_keys[] = {
    {"text", KEY_OTHER, .read = read_part, .help = "fixed text"},
    {"serial", KEY_OTHER, .read = read_part, .help = "serial number in so many digits"},
    {"date", KEY_OTHER, .read = read_part, .help = "date, printed as `as` says"},
    {"of", KEY_OTHER, .read = read_part, .help = "text fact, such as type.letter"},
    {"check", KEY_OTHER, .read = read_part, .help = "check digit by this method"},
    {"as", KEY_WORD, KEY_AT(struct part_def, as), .words = as_words, .help = "form of a date part"},
    {"digits", KEY_INT, KEY_AT(struct part_def, digits), .help = "of `of`: a text of so many digits; typed without zeros before it"},
    {"letters", KEY_INT, KEY_AT(struct part_def, letters), .help = "of `of`: a code of so many capitals"},
    {"from", KEY_TEXTS, KEY_AT(struct part_def, allowed), .help = "values that `of` may have"},
};
static const struct key_table part_table = {"part", TABLE_KEYS(part_keys), sizeof(struct part_def), .done = done_part};

/* scope: [type.letter, fy] */
static void read_scope(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct series_def *series = owner;
    size_t n = value->kind == YAML_LIST ? value->n : 1;
    struct scope_def *scope = ARENA_ARRAY(r->a, struct scope_def, n);
    for (size_t i = 0; i < n; i++) {
        const struct yaml *item = value->kind == YAML_LIST ? value->item[i] : value;
        const char *text = read_text(r, key->name, item);
        scope[i].kind = str_eq(text, "fy")      ? SCOPE_FISCAL_YEAR
                        : str_eq(text, "year")  ? SCOPE_YEAR
                        : str_eq(text, "month") ? SCOPE_MONTH
                                                : SCOPE_FACT;
        if (scope[i].kind == SCOPE_FACT)
            read_formula(r, key->name, item, VALUE_TEXT, &scope[i].fact);
    }
    span_put(&series->scope, scope, n);
}

/* serial, serial{4}, serial{1,4} */
static bool read_serial_token(const char *word, struct accept_token *token)
{
    const char *p = word + strlen("serial");
    token->kind = ACCEPT_SERIAL;
    token->min = 1;
    token->max = 12;
    if (*p == '\0')
        return true;
    struct str rest = {p + 1, strlen(p + 1)}, low, high;
    if (*p != '{' || rest.n < 2 || p[rest.n] != '}')
        return false;
    rest.n--;
    char digits[2][4] = {"", ""};
    if (!str_split(&rest, ',', &low) || low.n > 2)
        return false;
    memcpy(digits[0], low.p, low.n);
    bool both = str_split(&rest, ',', &high);
    if (both && high.n <= 2)
        memcpy(digits[1], high.p, high.n);
    int64_t min, max;
    if (!str_to_int(digits[0], 1, 12, &min) || !str_to_int(both ? digits[1] : digits[0], min, 12, &max))
        return false;
    token->min = (int)min;
    token->max = (int)max;
    return true;
}

static bool read_token(struct reader *r, char *word, struct accept_token *token)
{
    size_t n = strlen(word);
    *token = (struct accept_token){.kind = ACCEPT_TEXT};
    if (n > 1 && word[n - 1] == '?') {
        token->optional = true;
        word[n - 1] = '\0';
    }
    if (str_starts(word, "serial"))
        return read_serial_token(word, token);
    if (str_eq(word, "prefix"))
        token->kind = ACCEPT_PREFIX;
    else if (str_eq(word, "of"))
        token->kind = ACCEPT_OF;
    else if (str_eq(word, "check"))
        token->kind = ACCEPT_CHECK;
    else if (str_eq(word, "reiwa"))
        token->kind = ACCEPT_REIWA;
    for (const struct key_word *as = as_words; as->word; as++)
        if (str_eq(as->word, word)) {
            token->kind = ACCEPT_DATE;
            token->as = (enum part_date)as->value;
        }
    token->text = token->kind == ACCEPT_TEXT ? arena_strdup(r->a, word) : NULL;
    return true;
}

static void read_accept(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct series_def *series = owner;
    struct texts texts = read_texts(r, key->name, value);
    struct accept_def *accept = ARENA_ARRAY(r->a, struct accept_def, texts.n);
    for (size_t i = 0; i < texts.n; i++) {
        const struct yaml *item = value->kind == YAML_LIST ? value->item[i] : value;
        LIST(struct accept_token) tokens = {0};
        struct str rest = str_of(texts.at[i]), word;
        while (str_split(&rest, ' ', &word)) {
            struct accept_token token;
            if (word.n == 0)
                continue;
            if (read_token(r, arena_strndup(r->a, word.p, word.n), &token))
                *LIST_ADD(r->a, &tokens) = token;
            else
                read_problem(r, item, "serial{1,4}", "scheme.accept-token", arena_strndup(r->a, word.p, word.n), NULL);
        }
        accept[i].text = texts.at[i];
        accept[i].at = item->at;
        span_put(&accept[i].tokens, tokens.at, tokens.n);
    }
    span_put(&series->accept, accept, texts.n);
}

/* "O=0 I=1 L=1" */
static void read_confusable(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct series_def *series = owner;
    const char *text = read_text(r, key->name, value);
    if (!text)
        return;
    LIST(struct named_text) pairs = {0};
    struct str rest = str_of(text), pair, letter;
    while (str_split(&rest, ' ', &pair)) {
        struct str digit = pair;
        if (pair.n == 0)
            continue;
        if (!str_split(&digit, '=', &letter) || letter.n != 1 || digit.n != 1) {
            read_problem(r, value, "O=0", "scheme.confusable", arena_strndup(r->a, pair.p, pair.n), NULL);
            continue;
        }
        *LIST_ADD(r->a, &pairs) = (struct named_text){arena_strndup(r->a, letter.p, 1), arena_strndup(r->a, digit.p, 1),
                                                      value->at};
    }
    span_put(&series->confusable, pairs.at, pairs.n);
}

/* "STAR-=JS 星=JS" */
static void read_beginnings(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    struct series_def *series = owner;
    const char *text = read_text(r, key->name, value);
    LIST(struct named_text) pairs = {0};
    struct str rest = str_of(text ? text : ""), pair, other;
    while (str_split(&rest, ' ', &pair)) {
        struct str own = pair;
        if (pair.n == 0)
            continue;
        if (!str_split(&own, '=', &other) || other.n == 0 || own.n == 0) {
            read_problem(r, value, "NO.=IP", "scheme.confusable", arena_strndup(r->a, pair.p, pair.n), NULL);
            continue;
        }
        *LIST_ADD(r->a, &pairs) = (struct named_text){arena_strndup(r->a, other.p, other.n), arena_strndup(r->a, own.p, own.n),
                                                      value->at};
    }
    span_put(&series->beginnings, pairs.at, pairs.n);
}

static const struct key_word check_words[] = {
    {"shape", CHECK_SHAPE}, {"other", CHECK_OTHER}, {"text", CHECK_TEXT}, {"serial", CHECK_SERIAL}, {"month", CHECK_MONTH},
    {"earliest", CHECK_EARLIEST}, {"latest", CHECK_LATEST}, {"date", CHECK_DATE}, {"digit", CHECK_DIGIT},
    {"of", CHECK_OF}, {"known", CHECK_KNOWN}, {NULL, 0}};
static const struct key number_check_keys[] = {
    {"of", KEY_WORD, KEY_AT(struct number_check_def, of), KEY_REQUIRED, .words = check_words, .help = "what is checked"},
    {"value", KEY_TEXT, KEY_AT(struct number_check_def, value), .help = "of earliest: 2012-08; of other: a pattern"},
};
static void done_check(struct reader *r, const struct yaml *node, void *owner)
{
    const struct number_check_def *check = owner;
    read_ref(r, REF_GUARD, check->rule.id, check->rule.at);
    struct date date;
    if (check->of == CHECK_OTHER && !check->value)
        read_problem(r, node, NULL, "scheme.missing-key", "value", "number check", NULL);
    if (check->of == CHECK_EARLIEST &&
        !(check->value && date_from_iso(arena_printf(r->a, "%s-01", check->value), &date)))
        read_problem(r, node, "2012-08", "scheme.not-date", "value", check->value ? check->value : "", NULL);
}
static const struct key_table number_check_table = {"number check", TABLE_KEYS(number_check_keys),
                                                    sizeof(struct number_check_def), .is_rule = true, .id_repeats = true,
                                                    .done = done_check};

static void begin_series(struct reader *r, const struct yaml *node, void *owner)
{
    (void)r;
    (void)node;
    ((struct series_def *)owner)->first = 1;
}

static void read_first(struct reader *r, const struct key *key, const struct yaml *value, void *owner)
{
    read_int(r, key->name, value, 0, INT64_C(999999999999), &((struct series_def *)owner)->first);
}

static const struct key_word series_words[] = {
    {"case", SERIES_CASE}, {"certificate", SERIES_CERTIFICATE}, {"fee", SERIES_FEE}, {"paper", SERIES_PAPER}, {NULL, 0}};
static const struct key series_keys[] = {
    {"of", KEY_WORD, KEY_AT(struct series_def, of), KEY_REQUIRED, .words = series_words, .help = "what it numbers"},
    {"parts", KEY_LIST, KEY_AT(struct series_def, parts), KEY_REQUIRED, .table = &part_table, .help = "parts in order"},
    {"scope", KEY_OTHER, .read = read_scope, .help = "what restarts the serial: facts, fy, year, month"},
    {"date", KEY_FORMULA, KEY_AT(struct series_def, date), .want = VALUE_DATE, .help = "date of the scope"},
    {"first", KEY_OTHER, .read = read_first, .help = "first serial"},
    {"accept", KEY_OTHER, .read = read_accept, .help = "sloppy forms after code folding"},
    {"confusable", KEY_OTHER, .read = read_confusable, .help = "letters tried as digits when nothing else fits"},
    {"beginnings", KEY_OTHER, .read = read_beginnings, .help = "other beginnings of what is typed: typed=own"},
    {"continues", KEY_TEXT, KEY_AT(struct series_def, continues), .help = "series that reads the numbers of this one, and how they look"},
    {"shape", KEY_TEXT, KEY_AT(struct series_def, shape), .help = "POSIX ERE of the canonical form"},
    {"checks", KEY_LIST, KEY_AT(struct series_def, checks), .table = &number_check_table, .help = "of a typed number"},
    {"given", KEY_FORMULA, KEY_AT(struct series_def, given), .want = VALUE_TEXT, .help = "number that somebody else gave, if there is one"},
    {"taken", KEY_TEXT, KEY_AT(struct series_def, taken), .ref = REF_GUARD, .help = "guard id: the given number is in use"},
    {"full", KEY_TEXT, KEY_AT(struct series_def, full), .ref = REF_GUARD, .help = "guard id: no serial is left"},
    {"suggest", KEY_TEXT, KEY_AT(struct series_def, suggest), .help = "text with {serial} and {number}"},
};
static const struct key_table series_table = {"series", TABLE_KEYS(series_keys), sizeof(struct series_def),
                                              .is_rule = true, .begin = begin_series};

static const struct key numbers_keys[] = {
    {"series", KEY_LIST, KEY_AT(struct scheme, series), .table = &series_table, .help = "series of numbers"},
};
const struct key_table numbers_table = {"numbers", TABLE_KEYS(numbers_keys), sizeof(struct scheme)};
