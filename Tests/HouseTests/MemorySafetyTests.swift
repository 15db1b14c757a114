import Testing

@Suite("Memory safety")
struct MemorySafetyTests {
    /// The rooms that work with raw memory throughout, so that a mark on each use would say nothing; and why they do.
    private static let unsafeRooms = [
        "SQLite": "C hands out pointers to a row's values, and they are read where they lie",
        "HTTP": "a request is read where the kernel put it, and an answer is one buffer that grows",
        "Execution": "rows are written to the answer's memory, from a plan without reference counts",
        "API": "the body of a request is read, and an answer left, in the memory of the rooms below",
        "portico": "it hands both from HTTP to API and back, without a copy",
        "graphql-driver": "it reads JSON where a line lies, and writes an answer from the memory it was made in",
        "portico-bench": "it measures the others over sockets of its own",
        "FuzzReaders": "it gives bytes to the rooms above in the pieces in which a connection would",
        "portico-fuzz": "libFuzzer, which is C, hands it pointers",
    ]

    @Test("Everywhere else the compiler wants every unsafe use to be marked")
    func rooms() throws {
        let manifest = try SourceTree.file("Package.swift").text.replacing(".executableTarget(", with: ".target(")
        // Those of the tests, which end where the next begins, may use what they need.
        let targets = manifest.split(separator: ".target(").dropFirst()
            .compactMap { $0.split(separator: ".testTarget(").first }
            .filter { $0.contains("swiftSettings:") }
        #expect(targets.count == 13)
        for target in targets {
            let name = try #require(target.firstMatch(of: /name: "([^"]+)"/)).1
            let isUnsafe = Self.unsafeRooms[String(name)] != nil
            #expect(target.contains("swiftSettings: \(isUnsafe ? "strict" : "safe")"), "\(name)")
        }
    }
}
