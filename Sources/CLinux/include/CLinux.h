#pragma once
// What Glibc's Swift module lacks. Without _GNU_SOURCE, which would lay out Glibc's own types differently from that module.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/uio.h>

/// accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC.
int linux_accept(int listener, struct sockaddr *address, socklen_t *length);

/// mallopt(3) with M_MMAP_THRESHOLD: blocks of so many bytes and more go back to the system when they are freed.
void linux_return_blocks(int size);
