import Foundation

/// A program of the package: as it was built for the tests, or those of the folder `PORTICO_PROGRAMS`, such as `.build/release`.
package enum BuiltProgram {
    private static let named = ProcessInfo.processInfo.environment["PORTICO_PROGRAMS"]

    /// Whether somebody named it, as what users run: then figures that were promised must hold.
    package static let isGiven = named != nil

    /// Test bundle and programs lie in the same directory, whatever it is called.
    private static let directory: URL = {
        if let named { return URL(fileURLWithPath: named) }
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? tests
        return URL(fileURLWithPath: beside).deletingLastPathComponent()
    }()

    package static func path(_ name: String) -> String { directory.appendingPathComponent(name).path }
}
