#define _GNU_SOURCE
#include "CLinux.h"
#include <malloc.h>

int linux_accept(int listener, struct sockaddr *address, socklen_t *length) {
    return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

void linux_return_blocks(int size) { mallopt(M_MMAP_THRESHOLD, size); }
