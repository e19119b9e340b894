/* Memory: allocation that cannot fail, and arenas.
 *
 * A process is one seat: out of memory aborts it, the open transaction rolls back and the seat can be resumed. Ownership
 * has three answers: the action (one arena, dropped after the redraw), the screen (its own arena, reset by reload), or the
 * process (heap objects with _new and _free: screens, statements, schemes). */
#ifndef SHINSA_BASE_MEM_H
#define SHINSA_BASE_MEM_H

#include <stdarg.h>

#include "core/base/base.h"

/* malloc, zeroed; aborts when there is none. The caller frees with free(). */
void *xcalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull, alloc_size(1, 2)));
void *xrealloc(void *p, size_t size) __attribute__((returns_nonnull, alloc_size(2)));
char *xstrdup(const char *s) __attribute__((malloc, returns_nonnull));

/* Gives free pages back to the system: a seat at rest, or a process that has its start behind it. */
void mem_give_back(void);
/* Before a process forks: takes the gaps that what was freed left between long-lived objects, for good. Else its children
 * fill them, and each small object there costs a page of its own that they no longer share. */
void mem_close_gaps(void);

struct arena_block;

/* Many small objects freed together. A zeroed struct is a ready, empty arena. */
struct arena {
    struct arena_block *block; /* newest first */
    size_t used;               /* bytes handed out since the last reset */
};

/* Bytes one arena may hand out before the process aborts: a bound for a runaway loop, not for ordinary work. */
#define ARENA_MAX_BYTES ((size_t)512 << 20)

/* Room for work that takes megabytes, in large pages where the system has them: touched one small page after another, memory
 * takes a third of the time of such work. For a fresh arena; what does not fit is had as usual. */
void arena_reserve(struct arena *a, size_t size);

/* Zeroed memory, aligned for any object; lives until arena_reset or arena_done. Never NULL, also for n = 0. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((returns_nonnull));
char *arena_strdup(struct arena *a, const char *s) __attribute__((returns_nonnull));
/* Copies n bytes and ends them with NUL. */
char *arena_strndup(struct arena *a, const char *s, size_t n) __attribute__((returns_nonnull));
/* Several texts as one; the last is NULL. */
char *arena_join(struct arena *a, const char *first, ...) __attribute__((returns_nonnull, sentinel));
char *arena_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3) __attribute__((returns_nonnull));
char *arena_vprintf(struct arena *a, const char *format, va_list args) PRINTF_LIKE(2, 0) __attribute__((returns_nonnull));

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_array((a), (n), sizeof(type)))
void *arena_array(struct arena *a, size_t n, size_t size) __attribute__((returns_nonnull));

/* Forgets all objects, keeps one small block for the next use. */
void arena_reset(struct arena *a);
void arena_done(struct arena *a);

/* A growing array in an arena: LIST(struct row) rows = {0}; *LIST_ADD(a, &rows) = row;
 * `rows.at[i]`, `rows.n`. Growth may copy; old copies stay until the arena is reset. */
#define LIST(type)       \
    struct {             \
        type *at;        \
        size_t n, room_; \
    }
#define LIST_ADD(a, list)                                                                                        \
    ((list)->at = arena_list_grow((a), (list)->at, (list)->n, &(list)->room_, sizeof *(list)->at), (list)->n += 1, \
     &(list)->at[(list)->n - 1])
void *arena_list_grow(struct arena *a, void *at, size_t n, size_t *room, size_t size);

#endif
