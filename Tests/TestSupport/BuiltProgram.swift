import Foundation

/// A program of the package, as it was built for the tests.
package enum BuiltProgram {
    /// Test bundle and programs lie in the same directory, whatever it is called.
    private static let directory: URL = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? tests
        return URL(fileURLWithPath: beside).deletingLastPathComponent()
    }()

    package static func path(_ name: String) -> String { directory.appendingPathComponent(name).path }
}
