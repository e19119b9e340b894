#include "config.h" /* system extensions */

#include "core/base/mem.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    GAP_MIN = 16,
    GAP_MAX = 4096,
    BLOCK_MIN = 4000,
    BLOCK_MAX = 16 * 1024,
    LARGE_PAGE = 2 * 1024 * 1024,
    PRINTED_BYTES = 256,
    TEXTS_JOINED_MAX = 6,
    ALIGN = sizeof(max_align_t) > 16 ? 16 : sizeof(max_align_t)
};

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    size_t mapped; /* bytes of a mapping of its own; 0: of malloc */
    max_align_t data[];
};

static NORETURN void out_of_memory(void)
{
    static const char text[] = "shinsa: out of memory; this seat ends, nothing stored is lost\n";
    fputs(text, stderr);
    abort();
}

void *xcalloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *xrealloc(void *p, size_t size)
{
    void *q = realloc(p, size ? size : 1);
    if (!q)
        out_of_memory();
    return q;
}

char *xstrdup(const char *s)
{
    size_t n = strlen(s) + 1;
    return memcpy(xcalloc(1, n), s, n);
}

void mem_give_back(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

void mem_close_gaps(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
    const char *end = (char *)sbrk(0) - mallinfo2().keepcost;
    for (size_t size = GAP_MAX; size >= GAP_MIN; size -= GAP_MIN) {
        char *plug;
        while ((plug = malloc(size)) && plug < end)
            continue;
        free(plug);
    }
#endif
}

static struct arena_block *block_new(size_t size, struct arena_block *next)
{
    struct arena_block *block = xcalloc(1, sizeof *block + size);
    block->size = size;
    block->next = next;
    return block;
}

static void block_free(struct arena_block *block)
{
    if (block && block->mapped)
        munmap(block, block->mapped);
    else
        free(block);
}

void arena_reserve(struct arena *a, size_t size)
{
    /* Under the sanitizers memory comes from malloc, which they watch. */
#if defined(MADV_HUGEPAGE) && !defined(__SANITIZE_ADDRESS__)
    size_t bytes = (size + 2 * LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    assert(!a->block);
    char *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
        return;
    madvise(p, bytes, MADV_HUGEPAGE);
    a->block = (struct arena_block *)(void *)p;
    *a->block = (struct arena_block){.size = bytes - sizeof *a->block, .mapped = bytes};
#else
    (void)a;
    (void)size;
#endif
}

/* Blocks grow with the arena: many a seat at rest has a dozen arenas that hold little. What fills most of one gets its own,
 * behind the newest, which goes on being filled. */
static struct arena_block *block_for(struct arena *a, size_t n)
{
    size_t size = a->used < BLOCK_MIN ? BLOCK_MIN : a->used > BLOCK_MAX ? BLOCK_MAX : a->used;
    if (a->block && n > size / 2)
        return a->block->next = block_new(n, a->block->next);
    return a->block = block_new(n > size / 2 ? n : size, a->block);
}

void *arena_alloc(struct arena *a, size_t n)
{
    if (n > ARENA_MAX_BYTES || a->used > ARENA_MAX_BYTES - n)
        out_of_memory();
    n = (n + ALIGN - 1) / ALIGN * ALIGN;
    if (!n)
        n = ALIGN;
    struct arena_block *block = a->block;
    if (!block || block->size - block->used < n)
        block = block_for(a, n);
    void *p = (char *)block->data + block->used;
    block->used += n;
    a->used += n;
    return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    if (size && n > ARENA_MAX_BYTES / size)
        out_of_memory();
    return arena_alloc(a, n * size);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *copy = arena_alloc(a, n + 1);
    if (n)
        memcpy(copy, s, n);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

/* Most texts are put together of others; printf takes ten times as long over them. False: the format asks for more. */
static bool join_texts(struct arena *a, const char *format, va_list args, char **text_r)
{
    struct {
        const char *p;
        size_t n;
    } part[2 * TEXTS_JOINED_MAX + 1];
    size_t n = 0, bytes = 0;
    for (const char *p = format; *p;) {
        if (n + 2 > COUNT_OF(part) || (*p == '%' && p[1] != 's'))
            return false;
        part[n].p = *p == '%' ? va_arg(args, const char *) : p;
        if (!part[n].p)
            return false;
        part[n].n = *p == '%' ? strlen(part[n].p) : strcspn(p, "%");
        p += *p == '%' ? 2 : part[n].n;
        bytes += part[n++].n;
    }
    char *to = *text_r = arena_alloc(a, bytes + 1);
    for (size_t i = 0; i < n; to += part[i].n, i++)
        memcpy(to, part[i].p, part[i].n);
    return true;
}

char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
    char brief[PRINTED_BYTES], *text;
    va_list again;
    va_copy(again, args);
    if (join_texts(a, format, again, &text)) {
        va_end(again);
        return text;
    }
    va_end(again);
    va_copy(again, args);
    int n = vsnprintf(brief, sizeof brief, format, args);
    assert(n >= 0);
    text = arena_alloc(a, (size_t)n + 1);
    if ((size_t)n < sizeof brief)
        memcpy(text, brief, (size_t)n + 1);
    else
        vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

char *arena_join(struct arena *a, const char *first, ...)
{
    va_list args, again;
    size_t n = 0;
    va_start(args, first);
    va_copy(again, args);
    for (const char *s = first; s; s = va_arg(args, const char *))
        n += strlen(s);
    va_end(args);
    char *text = arena_alloc(a, n + 1), *to = text;
    for (const char *s = first; s; s = va_arg(again, const char *)) {
        n = strlen(s);
        memcpy(to, s, n);
        to += n;
    }
    va_end(again);
    return text;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(a, format, args);
    va_end(args);
    return text;
}

/* Nothing was taken since the list was: it grows where it is. */
static bool grow_in_place(struct arena *a, const void *at, size_t bytes, size_t more_bytes)
{
    struct arena_block *block = a->block;
    size_t old = (bytes + ALIGN - 1) / ALIGN * ALIGN, new = (more_bytes + ALIGN - 1) / ALIGN * ALIGN;
    if (!at || !block || old > block->used || (const char *)at != (char *)block->data + block->used - old ||
        new - old > block->size - block->used || new - old > ARENA_MAX_BYTES - a->used)
        return false;
    block->used += new - old;
    a->used += new - old;
    return true;
}

void *arena_list_grow(struct arena *a, void *at, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return at;
    size_t more = *room ? *room * 2 : 8;
    if (grow_in_place(a, at, *room * size, more * size)) {
        *room = more;
        return at;
    }
    void *p = arena_array(a, more, size);
    if (n)
        memcpy(p, at, n * size);
    *room = more;
    return p;
}

void arena_reset(struct arena *a)
{
    struct arena_block *kept = NULL;
    while (a->block) {
        struct arena_block *block = a->block, *worse = block;
        a->block = block->next;
        if (block->size <= BLOCK_MAX && (!kept || block->size > kept->size)) {
            worse = kept;
            kept = block;
        }
        block_free(worse);
    }
    if (kept) {
        /* Handed-out memory is promised to be zeroed. */
        memset(kept->data, 0, kept->used);
        kept->used = 0;
        kept->next = NULL;
    }
    a->block = kept;
    a->used = 0;
}

void arena_done(struct arena *a)
{
    arena_reset(a);
    block_free(a->block);
    *a = (struct arena){0};
}
