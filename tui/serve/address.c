#include "tui/serve/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "core/base/str.h"

static const uint8_t v4_prefix[12] = {[10] = 0xff, [11] = 0xff};

static void address_set_v4(uint8_t byte[16], const struct in_addr *v4)
{
    memcpy(byte, v4_prefix, sizeof v4_prefix);
    memcpy(byte + 12, v4, 4);
}

bool address_is_v4(const struct address *a)
{
    return memcmp(a->byte, v4_prefix, sizeof v4_prefix) == 0;
}

bool address_is_any(const struct address *a)
{
    static const uint8_t zero[16];
    if (address_is_v4(a))
        return memcmp(a->byte + 12, zero, 4) == 0;
    return memcmp(a->byte, zero, 16) == 0;
}

/* One address without a port, IPv4 or IPv6. */
static bool host_parse(const char *text, uint8_t byte[16])
{
    struct in_addr v4;
    struct in6_addr v6;
    if (inet_pton(AF_INET, text, &v4) == 1) {
        address_set_v4(byte, &v4);
        return true;
    }
    if (inet_pton(AF_INET6, text, &v6) == 1) {
        memcpy(byte, &v6, 16);
        return true;
    }
    return false;
}

int address_parse(const char *text, struct address *address_r, struct err *e)
{
    char host[ADDRESS_TEXT_BYTES];
    struct address a = {0};
    const char *colon = strrchr(text, ':');
    const char *port = colon ? colon + 1 : text;
    size_t n = colon ? (size_t)(colon - text) : 0;
    const char *from = text;
    int64_t number;

    if (n >= 2 && text[0] == '[' && text[n - 1] == ']') {
        from++;
        n -= 2;
    } else if (n && memchr(text, ':', n)) {
        return err_set(e, E_INPUT, "serve.listen-syntax", text, NULL);
    }
    if (n >= sizeof host || !str_to_int(port, 0, 65535, &number))
        return err_set(e, E_INPUT, "serve.listen-syntax", text, NULL);
    memcpy(host, from, n);
    host[n] = '\0';
    if (n && !host_parse(host, a.byte))
        return err_set(e, E_INPUT, "serve.listen-syntax", text, NULL);
    a.port = (uint16_t)number;
    *address_r = a;
    return 0;
}

int address_block_parse(const char *text, struct address_block *block_r, struct err *e)
{
    char host[ADDRESS_TEXT_BYTES];
    struct address a = {0};
    const char *slash = strchr(text, '/');
    size_t n = slash ? (size_t)(slash - text) : strlen(text);
    if (n >= sizeof host)
        return err_set(e, E_INPUT, "serve.block-syntax", text, NULL);
    memcpy(host, text, n);
    host[n] = '\0';
    if (!host_parse(host, a.byte))
        return err_set(e, E_INPUT, "serve.block-syntax", text, NULL);
    int most = address_is_v4(&a) ? 32 : 128;
    int64_t bits = most;
    if (slash && !str_to_int(slash + 1, 0, most, &bits))
        return err_set(e, E_INPUT, "serve.block-syntax", text, NULL);
    memcpy(block_r->byte, a.byte, sizeof a.byte);
    block_r->bits = (uint8_t)(bits + 128 - most);
    return 0;
}

bool address_in_block(const struct address *a, const struct address_block *block)
{
    size_t whole = block->bits / 8;
    unsigned rest = block->bits % 8;
    if (memcmp(a->byte, block->byte, whole) != 0)
        return false;
    return !rest || (a->byte[whole] ^ block->byte[whole]) >> (8 - rest) == 0;
}

struct address address_source(const struct address *a)
{
    struct address source = *a;
    source.port = 0;
    if (!address_is_v4(a))
        memset(source.byte + 8, 0, 8);
    return source;
}

bool address_same_host(const struct address *a, const struct address *b)
{
    return memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}

const char *address_text(const struct address *a, char to[ADDRESS_TEXT_BYTES])
{
    if (address_is_v4(a))
        inet_ntop(AF_INET, a->byte + 12, to, ADDRESS_TEXT_BYTES);
    else
        inet_ntop(AF_INET6, a->byte, to, ADDRESS_TEXT_BYTES);
    return to;
}

const char *address_text_port(const struct address *a, char to[ADDRESS_TEXT_BYTES])
{
    char host[ADDRESS_TEXT_BYTES];
    address_text(a, host);
    snprintf(to, ADDRESS_TEXT_BYTES, address_is_v4(a) ? "%.46s:%u" : "[%.46s]:%u", host, (unsigned)a->port);
    return to;
}

socklen_t address_to_system(const struct address *a, struct sockaddr_storage *system_r)
{
    memset(system_r, 0, sizeof *system_r);
    if (address_is_v4(a)) {
        struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(a->port)};
        memcpy(&v4.sin_addr, a->byte + 12, 4);
        memcpy(system_r, &v4, sizeof v4);
        return sizeof v4;
    }
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(a->port)};
    memcpy(&v6.sin6_addr, a->byte, 16);
    memcpy(system_r, &v6, sizeof v6);
    return sizeof v6;
}

bool address_from_system(const struct sockaddr_storage *system, struct address *address_r)
{
    struct address a = {0};
    if (system->ss_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, system, sizeof v4);
        address_set_v4(a.byte, &v4.sin_addr);
        a.port = ntohs(v4.sin_port);
    } else if (system->ss_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, system, sizeof v6);
        memcpy(a.byte, &v6.sin6_addr, 16);
        a.port = ntohs(v6.sin6_port);
    } else {
        return false;
    }
    *address_r = a;
    return true;
}
