#include "core/rule/rule.h"

#include "core/base/str.h"

bool texts_have(const struct texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->n; i++)
        if (str_eq(texts->at[i], text))
            return true;
    return false;
}
