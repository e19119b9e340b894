/* The process that walks the first part of a long journal (verify_walk.h). It opens the store anew, touches nothing that it
 * was born with, and answers through a pipe: how far it came, and what row_match_hand_over has. */
#include "core/app/verify_walk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct answer {
    int rc;
    struct err e;
    struct verify_walk walk;
};

static NORETURN void help(const char *path, int64_t until, struct row_match *match, int fd)
{
    struct answer answer = {.walk = {.match = match, .result = {.sound = true}}};
    answer.rc = db_open(path, DB_READ_ONLY, &answer.walk.db, &answer.e);
    if (!answer.rc) {
        answer.rc = verify_walk_until(&answer.walk, until, &answer.e);
        db_close(answer.walk.db);
    }
    bool said = write(fd, &answer, sizeof answer) == (ssize_t)sizeof answer &&
                (answer.rc != 0 || row_match_hand_over(match, fd) == 0);
    _exit(said ? 0 : 1);
}

int verify_helper_start(struct verify_helper *h, struct verify_walk *after, int64_t until, struct err *e)
{
    int ends[2];
    struct row_match *first;
    int rc = row_match_new_before(after->match, &first, e);
    if (rc)
        return rc;
    row_match_put_before(after->match, first);
    if (pipe(ends) != 0)
        return err_set(e, E_IO, "verify.helper", NULL);
    h->match = first;
    h->fd = ends[0];
    h->pid = fork();
    if (h->pid == 0) {
        close(ends[0]);
        help(db_path(after->db), until, first, ends[1]);
    }
    close(ends[1]);
    if (h->pid > 0)
        return 0;
    close(h->fd);
    return err_set(e, E_IO, "verify.helper", NULL);
}

static bool read_answer(int fd, struct answer *answer_r)
{
    for (size_t done = 0; done < sizeof *answer_r;) {
        ssize_t n = read(fd, (char *)answer_r + done, sizeof *answer_r - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

int verify_helper_end(struct verify_helper *h, struct verify_walk *first_r, struct err *e)
{
    struct answer answer;
    int status = 0;
    bool heard = read_answer(h->fd, &answer);
    if (heard && !answer.rc)
        heard = row_match_take_over(h->match, h->fd) == 0;
    close(h->fd);
    while (waitpid(h->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (!heard || status != 0)
        return err_set(e, E_IO, "verify.helper", NULL);
    if (answer.rc < 0)
        *e = answer.e;
    else
        *first_r = answer.walk;
    return answer.rc;
}
