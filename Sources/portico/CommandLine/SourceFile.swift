import Glibc
import GraphQL

/// A GraphQL document that a verb was told to read.
struct SourceFile {
    /// Stands for standard input on the command line.
    static let standardInput = "-"

    /// The path, or what standard input is called in its place.
    let name: String
    let bytes: [UInt8]

    /// - Parameter limit: In bytes; nothing beyond it is read.
    /// - Throws: A failure that begins with the file's name, as an error in the file would.
    init(_ path: String, atMost limit: Int) throws(Failure) {
        let isStandardInput = path == Self.standardInput
        let name = isStandardInput ? "<stdin>" : path
        let descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(name, errno) }
        defer { if !isStandardInput { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.unreadable(name, errno) }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= limit else {
                throw Failure(.problems, "\(name): is larger than \(limit >> 20) MiB, the most that is read")
            }
        }
        self.name = name
        self.bytes = bytes
    }

    private static func unreadable(_ name: String, _ error: Int32) -> Failure {
        Failure(.problems, "\(name): cannot be read: \(systemMessage(error))")
    }

    /// - Throws: When two arguments mean standard input, which can be read once.
    static func check(_ arguments: [String]) throws(Failure) {
        guard arguments.filter({ $0 == standardInput }).count <= 1 else {
            throw Failure(.usage, "- is given twice: standard input can be read once")
        }
    }

    /// `file:line:column: message`; what an error is also about comes last.
    func line(_ message: String, at locations: [SourceLocation]) -> String {
        let places = locations.map { "\($0.line):\($0.column)" }
        let place = ([name] + places.prefix(1)).joined(separator: ":")
        let others = places.count > 1 ? " (also at \(places.dropFirst().joined(separator: ", ")))" : ""
        return "\(place): \(message)\(others)"
    }
}
