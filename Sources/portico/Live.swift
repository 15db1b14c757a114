import Glibc
import Portal

extension Environment {
    /// The clocks, the dice and the disks of the system.
    static let live = Environment(
        now: {
            let time = read(CLOCK_REALTIME)
            return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
        },
        nanoseconds: {
            let time = read(CLOCK_MONOTONIC)
            return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        },
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        },
        room: { path in
            var disk = statvfs()
            // One that tells nothing of itself may have room: writing will show.
            guard statvfs(path, &disk) == 0, disk.f_blocks > 0 else { return .max }
            let (bytes, isMore) = disk.f_bavail.multipliedReportingOverflow(by: disk.f_frsize)
            return isMore ? .max : Int(clamping: bytes)
        })

    private static func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }
}
