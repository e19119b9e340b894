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

int hub_word_receive(int fd, bool wait, struct hub_word *word_r)
{
    struct hub_word word;
    ssize_t n;
    do
        n = recv(fd, &word, sizeof word, wait ? 0 : MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    if (n < 0 && errno == EAGAIN)
        return 0;
    if (n != sizeof word || !memchr(word.user, '\0', sizeof word.user))
        return -1;
    *word_r = word;
    return 1;
}
