/* Network addresses as the hub needs them: what to listen on, where a client comes from, and which clients count as one
 * source. An IPv4 address that arrives in an IPv6 socket is treated as the IPv4 address it is. No names are resolved. */
#ifndef SHINSA_SERVE_ADDRESS_H
#define SHINSA_SERVE_ADDRESS_H

#include <sys/socket.h>

#include "core/base/err.h"

enum { ADDRESS_TEXT_BYTES = 64 };

struct address {
    uint8_t byte[16]; /* IPv4 stands in its mapped form ::ffff:a.b.c.d */
    uint16_t port;
};

/* A block of addresses, for the list of sources that are never refused. */
struct address_block {
    uint8_t byte[16];
    uint8_t bits; /* of the 128 that count */
};

/* Reads "ADDR:PORT", "[V6]:PORT", ":PORT" (every address) or "PORT". Port 0 lets the system choose.
 * E_INPUT "serve.listen-syntax". */
int address_parse(const char *text, struct address *address_r, struct err *e) WARN_UNUSED;
/* Reads "192.0.2.0/24", "2001:db8::/32" or one address. E_INPUT "serve.block-syntax". */
int address_block_parse(const char *text, struct address_block *block_r, struct err *e) WARN_UNUSED;

bool address_in_block(const struct address *a, const struct address_block *block);
bool address_is_v4(const struct address *a);
bool address_is_any(const struct address *a);

/* The source an address belongs to: itself for IPv4, its /64 for IPv6 (one customer's network). The port is dropped. */
struct address address_source(const struct address *a);
bool address_same_host(const struct address *a, const struct address *b);

/* "192.0.2.1" or "2001:db8::1", without the port. */
const char *address_text(const struct address *a, char to[ADDRESS_TEXT_BYTES]);
/* "192.0.2.1:2222" or "[2001:db8::1]:2222". */
const char *address_text_port(const struct address *a, char to[ADDRESS_TEXT_BYTES]);

/* Fills the system's form for bind; returns its length. */
socklen_t address_to_system(const struct address *a, struct sockaddr_storage *system_r);
/* False for families other than IPv4 and IPv6. */
bool address_from_system(const struct sockaddr_storage *system, struct address *address_r);

#endif
