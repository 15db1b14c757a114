import Foundation
import Glibc
import Testing

/// What the kernel says of a process (proc(5)).
struct ProcessFigures {
    let id: pid_t

    /// Its memory that is not on the disk, in bytes.
    func residentBytes() throws -> Int { try bytes(#/VmRSS:\s+([0-9]+) kB/#) }

    /// Its addresses that mean anything, in bytes.
    func addressedBytes() throws -> Int { try bytes(#/VmSize:\s+([0-9]+) kB/#) }

    private func bytes(_ line: Regex<(Substring, Substring)>) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
        let pages = try #require(status.firstMatch(of: line)).1
        return try #require(Int(pages)) * 1024
    }

    /// How many files and sockets it has open.
    func openFiles() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/fd").count }

    /// The time for which it has kept a processor busy.
    func processorTime() throws -> Duration {
        // What stands before the closing parenthesis is its name; from the state on, these are the 12th and the 13th field.
        let fields =
            try String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8).split(separator: ")").last?.split(
                separator: " ") ?? []
        try #require(fields.count > 12)
        let ticks = try #require(Int(fields[11])) + #require(Int(fields[12]))
        return .seconds(Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK))))
    }
}

/// Lets this process have as many files open as it may, for tests with many clients.
func raiseDescriptorLimit() {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
}
