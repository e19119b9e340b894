/* What libcrypto looks up when an algorithm is first used, 0.2 MiB of it: looked up once, in the hub, and shared by all doors
 * that are forked from it. A door would look it all up for itself, in its first millisecond. */
#ifndef SHINSA_SERVE_ALGORITHMS_H
#define SHINSA_SERVE_ALGORITHMS_H

/* Before the first fork. Touches neither keys nor random numbers. An algorithm that is not there is left to who needs it. */
void algorithms_look_up(void);

#endif
