import Foundation
import Testing

private enum Node {
    static let path = ["/usr/bin/node", "/usr/local/bin/node"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
}

/// What of the playground needs no browser is tested in its own language.
@Suite(
    "The playground's modules",
    .enabled(
        if: Node.path != nil, "SKIPPED: node is not installed, so nobody has tried the playground's modules"))
struct ModuleTests {
    @Test("They pass what stands in Tests/PlaygroundTests")
    func modules() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("PlaygroundTests")
        // Each by its name: what Node makes of a folder has changed from version to version.
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".test.mjs") }.sorted()
        #expect(files.contains("page.test.mjs"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Node.path))
        process.arguments = ["--test"] + files.map { folder.appendingPathComponent($0).path }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
    }
}
