// Shows ThreadSanitizer the mutexes of Swift; .ci/tsan has it loaded into what it watches.
//
// A Mutex that is free is taken by an atomic operation that is compiled into the program, which ThreadSanitizer sees. One that another
// thread has is waited for within the library (Swift 6.3, Linux), where it sees nothing: without this, all that a mutex guards would be
// called a race as soon as two threads want it at once.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

// Only what was built for it has them.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

// _MutexHandle._lockSlow(_: UInt32)
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
// _MutexHandle._unlockSlow()
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

#define CONTEXT __attribute__((swift_context))
typedef __attribute__((swiftcall)) void Lock(uint32_t thread, CONTEXT void *handle);
typedef __attribute__((swiftcall)) void Unlock(CONTEXT void *handle);
Lock lock __asm__(LOCK);
Unlock unlock __asm__(UNLOCK);

__attribute__((swiftcall)) void lock(uint32_t thread, CONTEXT void *handle) {
    ((Lock *)dlsym(RTLD_NEXT, LOCK))(thread, handle);
    if (__tsan_acquire) __tsan_acquire(handle);
}

__attribute__((swiftcall)) void unlock(CONTEXT void *handle) {
    if (__tsan_release) __tsan_release(handle);
    ((Unlock *)dlsym(RTLD_NEXT, UNLOCK))(handle);
}
