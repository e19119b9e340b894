#include "config.h" /* system extensions */

#include "tui/serve/hub_wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

bool hub_word_send(int fd, const struct hub_word *word)
{
    ssize_t n;
    do
        n = send(fd, word, sizeof *word, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    return n == sizeof *word;
}

bool hub_word_pass(int fd, const struct hub_word *word, const struct hub_pass *pass)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control = {0};
    struct iovec part[2] = {{(void *)(uintptr_t)word, sizeof *word}, {(void *)(uintptr_t)pass->bytes, pass->n}};
    struct msghdr message = {.msg_iov = part, .msg_iovlen = 2, .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &pass->fd, sizeof(int));
    ssize_t n;
    do
        n = sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)(sizeof *word + pass->n);
}

static int passed_fd(struct msghdr *message)
{
    int fd = -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(message);
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
        header->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(&fd, CMSG_DATA(header), sizeof(int));
    return fd;
}

int hub_word_receive_pass(int fd, bool wait, struct hub_word *word_r, struct hub_pass *pass_r)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control;
    struct hub_word word;
    struct iovec part[2] = {{&word, sizeof word}, {pass_r ? pass_r->bytes : NULL, pass_r ? sizeof pass_r->bytes : 0}};
    struct msghdr message = {.msg_iov = part, .msg_iovlen = pass_r ? 2 : 1, .msg_control = pass_r ? control.bytes : NULL,
                             .msg_controllen = pass_r ? sizeof control.bytes : 0};
    ssize_t n;
    do
        n = recvmsg(fd, &message, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
    while (n < 0 && errno == EINTR);
    if (n < 0 && errno == EAGAIN)
        return 0;
    if (n < (ssize_t)sizeof word || !memchr(word.user, '\0', sizeof word.user) ||
        !memchr(word.text, '\0', sizeof word.text) || !memchr(word.status.term, '\0', sizeof word.status.term))
        return -1;
    if (pass_r) {
        pass_r->n = (size_t)n - sizeof word;
        pass_r->fd = passed_fd(&message);
    }
    *word_r = word;
    return 1;
}

int hub_word_receive(int fd, bool wait, struct hub_word *word_r)
{
    return hub_word_receive_pass(fd, wait, word_r, NULL);
}
