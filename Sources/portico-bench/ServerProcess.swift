import Glibc

/// A server that was started for measuring it.
final class ServerProcess {
    let port: UInt16
    private let pid: pid_t

    /// Starts a program and waits until it accepts connections.
    ///
    /// - Parameter arguments: What follows the program's name, given the port that the server shall listen on.
    init(_ program: String, _ arguments: (_ port: String) -> [String]) throws(BenchmarkFailure) {
        port = try Self.freePort()
        var words = ([program] + arguments(String(port))).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var pid = pid_t()
        guard posix_spawn(&pid, program, &actions, nil, &words, environ) == 0 else {
            throw BenchmarkFailure("cannot start \(program): has it been built, with swift build -c release?")
        }
        self.pid = pid
        for _ in 0..<500 {
            if (try? Socket(port: port)) != nil { return }
            usleep(20_000)
        }
        throw BenchmarkFailure("\(program) does not listen on port \(port)")
    }

    deinit {
        kill(pid, SIGTERM)
        waitpid(pid, nil, 0)
    }

    /// Microseconds of CPU that the process has taken, in user mode and in the kernel.
    func processorTime() throws(BenchmarkFailure) -> Double {
        // The program's name, in parentheses, may hold spaces; utime and stime are the 12th and 13th words behind it.
        let words = try contents(ofFile: "/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        guard words.count > 12, let user = Double(words[11]), let system = Double(words[12]) else {
            throw BenchmarkFailure("no processor time of process \(pid)")
        }
        return (user + system) * 1e6 / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static func freePort() throws(BenchmarkFailure) -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in.loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw BenchmarkFailure("no free port") }
        return UInt16(bigEndian: address.sin_port)
    }
}

/// What keeps the benchmark from measuring.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

private func contents(ofFile path: String) throws(BenchmarkFailure) -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw BenchmarkFailure("cannot read \(path)") }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
}
