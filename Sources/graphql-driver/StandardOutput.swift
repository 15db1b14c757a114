import Glibc

/// Where answers go.
enum StandardOutput {
    /// Returns when all of it is out; when nobody reads any more, the process ends.
    static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { exit(EXIT_FAILURE) }
            rest = rest.dropFirst(max(0, count))
        }
    }
}
