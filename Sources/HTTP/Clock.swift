import Glibc

/// The two times a server needs, handed in so that tests can hold them still.
package struct Clock: Sendable {
    /// Milliseconds of a clock that never goes back, for deadlines.
    package var milliseconds: @Sendable () -> Int
    /// Seconds since 1970-01-01T00:00:00Z, for the Date field.
    package var unixSeconds: @Sendable () -> Int

    package init(milliseconds: @escaping @Sendable () -> Int, unixSeconds: @escaping @Sendable () -> Int) {
        self.milliseconds = milliseconds
        self.unixSeconds = unixSeconds
    }

    /// The machine's clocks, at the coarse resolution of the kernel's tick, which costs no system call.
    package static var system: Clock {
        Clock(
            milliseconds: {
                let time = read(CLOCK_MONOTONIC_COARSE)
                return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
            },
            unixSeconds: { read(CLOCK_REALTIME_COARSE).tv_sec })
    }

    private static func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }
}

extension Duration {
    /// The whole milliseconds in it, the unit of the event loop's deadlines.
    var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
