import Foundation

/// A directory of its own for a test, removed with everything in it.
package final class TemporaryDirectory {
    package let path: String

    package init() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "portico-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file, and says where it is.
    package func write(_ content: String, to name: String) throws -> String {
        try content.write(toFile: file(name), atomically: false, encoding: .utf8)
        return file(name)
    }

    /// The files in it, in order.
    package var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}
