#include "config.h" /* system extensions */

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "core/base/log.h"
#include "tui/message.h"
#include "tui/serve/hub_state.h"

enum { BACKLOG = 128 };

static int listen_error(const struct address *a, int error, struct err *e)
{
    char text[ADDRESS_TEXT_BYTES];
    address_text_port(a, text);
    if (error == EADDRINUSE)
        return err_set(e, E_CONFLICT, "serve.port-taken", text, NULL);
    return err_set(e, E_IO, "serve.listen", text, strerror(error), NULL);
}

/* "Every address" is one IPv6 socket for both families, or an IPv4 socket where there is no IPv6. */
static int socket_for(struct address *a)
{
    int on = 1, off = 0;
    int family = address_is_v4(a) ? AF_INET : AF_INET6;
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0 && errno == EAFNOSUPPORT && family == AF_INET6 && address_is_any(a)) {
        a->byte[10] = a->byte[11] = 0xff;
        return socket_for(a);
    }
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, address_is_any(a) ? &off : &on, sizeof on);
    return fd;
}

static int listen_one(struct address *a, int *fd_r, struct err *e)
{
    struct sockaddr_storage system;
    socklen_t n;
    int fd = socket_for(a);
    if (fd < 0)
        return listen_error(a, errno, e);
    n = address_to_system(a, &system);
    if (bind(fd, (struct sockaddr *)&system, n) != 0 || listen(fd, BACKLOG) != 0) {
        int error = errno;
        close(fd);
        return listen_error(a, error, e);
    }
    n = sizeof system;
    if (getsockname(fd, (struct sockaddr *)&system, &n) == 0)
        address_from_system(&system, a);
    *fd_r = fd;
    return 0;
}

int hub_listen(struct hub *h, struct err *e)
{
    for (size_t i = 0; i < h->options->listen_n; i++) {
        struct epoll_event in = {.events = EPOLLIN, .data.ptr = &h->listen[i]};
        h->bound[i] = h->options->listen[i];
        int rc = listen_one(&h->bound[i], &h->listen[i].fd, e);
        if (rc)
            return rc;
        epoll_ctl(h->epoll_fd, EPOLL_CTL_ADD, h->listen[i].fd, &in);
    }
    return 0;
}

void hub_listen_close(struct hub *h)
{
    for (size_t i = 0; i < SERVE_LISTEN_MAX; i++) {
        if (h->listen[i].fd < 0)
            continue;
        epoll_ctl(h->epoll_fd, EPOLL_CTL_DEL, h->listen[i].fd, NULL);
        close(h->listen[i].fd);
        h->listen[i].fd = -1;
    }
}

/* Out of descriptors a connection would wait unseen and wake the loop for ever: it is taken with the spare and dropped. */
static void drop_one(struct hub *h, int listen_fd)
{
    log_line(LOG_ERROR, "no-descriptors connections=%u", h->connections);
    close(h->spare_fd);
    int fd = accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd >= 0)
        close(fd);
    h->spare_fd = fcntl(h->null_fd, F_DUPFD_CLOEXEC, 0);
}

int hub_accept(struct hub *h, const struct watch *listen, struct address *from_r)
{
    for (;;) {
        struct sockaddr_storage system;
        socklen_t n = sizeof system;
        int fd = accept4(listen->fd, (struct sockaddr *)&system, &n, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd >= 0 && address_from_system(&system, from_r))
            return fd;
        if (fd >= 0)
            close(fd);
        else if (errno == EMFILE || errno == ENFILE)
            drop_one(h, listen->fd);
        else if (errno != EINTR && errno != ECONNABORTED)
            return -1;
    }
}

void hub_refuse(int fd, const char *message_id, uint32_t wait_seconds)
{
    struct arena a = {0};
    char seconds[16];
    char bin[512];
    snprintf(seconds, sizeof seconds, "%u", wait_seconds);
    /* RFC 4253 4.2: lines before the version string are for people. */
    char *line = arena_printf(&a, "shinsa: %s\r\n", message_of(&a, LANGUAGE_EN, message_id, seconds, NULL));
    (void)!send(fd, line, strlen(line), MSG_DONTWAIT | MSG_NOSIGNAL);
    shutdown(fd, SHUT_WR);
    /* What the client has already sent would turn the close into a reset, and the line would be lost. */
    (void)!recv(fd, bin, sizeof bin, MSG_DONTWAIT);
    close(fd);
    arena_done(&a);
}
