import Foundation

/// Data sets that are not part of the project: tests that read them are skipped where they are missing.
enum SharedData {
    /// The file at `path` beside the package, as long as it is there.
    static func path(_ path: String) -> String? {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = package.deletingLastPathComponent().appending(path: "shared/data/\(path)").path()
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }
}
