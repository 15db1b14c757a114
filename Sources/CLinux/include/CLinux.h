#pragma once
// What Glibc's Swift module lacks.
#define _GNU_SOURCE
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/uio.h>
