import Foundation

/// The project's files, as they lie on the disk.
enum SourceTree {
    struct File: Sendable {
        /// Within the project: `Sources/HTTP/Clock.swift`.
        let path: String
        let text: String

        /// The target that the file belongs to.
        var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        /// Without its folder and its ending.
        var name: String { String(path.split(separator: "/").last?.prefix { $0 != "." } ?? "") }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        /// The lines without those that are only comment.
        var code: [Substring] { lines.filter { !$0.trimmingPrefix { $0 == " " }.hasPrefix("//") } }
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file below `folder`.
    static func swiftFiles(in folder: String) throws -> [File] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
            .filter { $0.hasSuffix(".swift") }
            .map { try file("\(folder)/\($0)") }
    }

    static func file(_ path: String) throws -> File {
        File(path: path, text: try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
    }
}
