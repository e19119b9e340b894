#include "core/app/demo_names.h"

#include <inttypes.h>

struct word {
    const char *name, *reading;
};
static const struct word places[] = {
#define PLACE(name_, reading_) {name_, reading_},
#define KIND(name_, reading_)
#define SUBJECT(name_)
#define QUESTION(text_)
#include "core/app/demo_words.def"
#undef PLACE
#undef KIND
#undef SUBJECT
#undef QUESTION
};
static const struct word kinds[] = {
#define PLACE(name_, reading_)
#define KIND(name_, reading_) {name_, reading_},
#define SUBJECT(name_)
#define QUESTION(text_)
#include "core/app/demo_words.def"
#undef PLACE
#undef KIND
#undef SUBJECT
#undef QUESTION
};
static const char *const subjects[] = {
#define PLACE(name_, reading_)
#define KIND(name_, reading_)
#define SUBJECT(name_) name_,
#define QUESTION(text_)
#include "core/app/demo_words.def"
#undef PLACE
#undef KIND
#undef SUBJECT
#undef QUESTION
};

static const char *const questions[] = {
#define PLACE(name_, reading_)
#define KIND(name_, reading_)
#define SUBJECT(name_)
#define QUESTION(text_) text_,
#include "core/app/demo_words.def"
#undef PLACE
#undef KIND
#undef SUBJECT
#undef QUESTION
};

const char *demo_question(uint64_t chance)
{
    return questions[1 + chance % (COUNT_OF(questions) - 1)];
}

const char *demo_answer(void)
{
    return questions[0];
}

uint64_t demo_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Twelve digits with the check digit of 法人番号 before them (法人番号の指定等に関する省令 第2条). */
static const char *corporate_number(struct arena *a, uint64_t number)
{
    uint64_t digits = UINT64_C(990000000000) + number % UINT64_C(9000000000);
    unsigned sum = 0;
    uint64_t rest = digits;
    for (int i = 1; i <= 12; i++, rest /= 10)
        sum += (unsigned)(rest % 10) * (i % 2 ? 1 : 2);
    return arena_printf(a, "%u%012" PRIu64, 9 - sum % 9, digits);
}

struct demo_name demo_name(struct arena *a, uint64_t number)
{
    const struct word *place = &places[number % COUNT_OF(places)], *kind = &kinds[number / COUNT_OF(places) % COUNT_OF(kinds)];
    uint64_t turn = number / (COUNT_OF(places) * COUNT_OF(kinds));
    const char *mark = turn ? arena_printf(a, "%" PRIu64, turn + 1) : "";
    uint64_t state = number;
    uint64_t chance = demo_random(&state);
    return (struct demo_name){
        .party = arena_printf(a, "%s%s%s", place->name, mark, kind->name),
        .reading = arena_printf(a, "%s%s%s", place->reading, mark, kind->reading),
        .subject = arena_printf(a, "%s%s %s", place->name, mark, subjects[chance % COUNT_OF(subjects)]),
        .corporate_number = corporate_number(a, number),
        .tel = arena_printf(a, "088-%03u-%04u", (unsigned)(chance >> 8) % 1000, (unsigned)(chance >> 24) % 10000),
        .mail = arena_printf(a, "office%" PRIu64 "@demo.example.jp", number),
        .address = arena_printf(a, "%s%u-%u-%u", place->name, (unsigned)(chance >> 40) % 9 + 1, (unsigned)(chance >> 44) % 20 + 1,
                                (unsigned)(chance >> 50) % 30 + 1),
    };
}
