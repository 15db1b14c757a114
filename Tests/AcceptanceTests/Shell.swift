import Foundation

/// Commands as a reader would paste them.
enum Shell {
    static let hasCurl = FileManager.default.fileExists(atPath: "/usr/bin/curl")

    /// What the command prints on its standard output.
    static func run(_ command: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }
}
