import Foundation
import Testing

@Suite("The rules of the house")
struct HouseRuleTests {
    /// What each room may import: the picture in the README, arrows only down.
    private static let rooms: [String: Set<String>] = [
        "SQLite": ["CSQLite"],
        "HTTP": ["CLinux", "Glibc", "Synchronization"],
        "GraphQL": [],
        "Execution": ["GraphQL", "Glibc", "SQLite"],
        "Portal": ["Foundation", "Synchronization"],
        "Storage": ["Foundation", "Glibc", "Portal", "SQLite", "Synchronization"],
        "API": ["CCrypt", "Execution", "GraphQL", "Portal", "SQLite", "Storage", "Synchronization"],
        "graphql-driver": ["Execution", "Glibc", "GraphQL", "SQLite"],
        "portico-bench": ["API", "CAssets", "Glibc", "GraphQL", "Portal", "SQLite", "Storage"],
        "portico": [
            "API", "CAssets", "Execution", "Foundation", "Glibc", "GraphQL", "HTTP", "Portal", "SQLite", "Storage",
            "Synchronization",
        ],
    ]

    /// The tool that measures: it makes its own data and reads the clock, and no server contains it.
    private static let bench = "Sources/portico-bench/"

    /// Foundation is slow and large: it stays where Unicode is normalized and where import files are read.
    private static let foundationFolders = [
        "Sources/Portal/Values/", "Sources/Storage/Importing/", "Sources/portico/Verbs/Import",
    ]

    @Test("A room imports only the rooms below it")
    func imports() throws {
        for file in try SourceTree.swiftFiles(in: "Sources") {
            let allowed = try #require(Self.rooms[file.room], "\(file.path) lies in no known room")
            for line in file.lines {
                let words = line.split(separator: " ")
                guard let position = words.firstIndex(of: "import"), position <= 1, words.count > position + 1,
                    position == 0 || ["package", "public", "@testable"].contains(words[0])
                else { continue }
                let module = String(words[words.count - 1].prefix { $0 != "." })
                #expect(allowed.contains(module), "\(file.path) imports \(module)")
                if module == "Foundation" {
                    #expect(
                        Self.foundationFolders.contains { file.path.hasPrefix($0) }, "\(file.path) imports Foundation")
                }
                if module == "CCrypt" {
                    #expect(file.path.hasPrefix("Sources/API/SignIn/"), "\(file.path) imports CCrypt")
                }
            }
        }
    }

    @Test("No file is longer than 500 lines", arguments: ["Sources", "Tests"])
    func length(_ folder: String) throws {
        for file in try SourceTree.swiftFiles(in: folder) {
            #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test("The time and the dice are asked for in the live environment only")
    func environment() throws {
        let places = ["Sources/portico/Live.swift", "Sources/HTTP/Clock.swift", Self.bench, "Sources/graphql-driver/"]
        let calls = [
            " Date()", ".random(", "SystemRandomNumberGenerator", "clock_gettime(", "ContinuousClock",
            "SuspendingClock",
            "gettimeofday(",
        ]
        for file in try SourceTree.swiftFiles(in: "Sources") where !places.contains(where: file.path.hasPrefix) {
            for call in calls {
                #expect(!file.code.contains { $0.contains(call) }, "\(file.path) uses \(call)")
            }
        }
    }

    @Test("Every file of the playground is compiled in and served by its name, and nothing else is")
    func playground() throws {
        let files = try FileManager.default.subpathsOfDirectory(
            atPath: SourceTree.root.appendingPathComponent("playground").path
        ).sorted()
        let assets = try SourceTree.file("Sources/CAssets/CAssets.c").text
        let embedded = assets.matches(of: #/unsigned char (\w+)\[\] = \{\n#embed "\.\.\/\.\.\/playground\/(.+)"\n/#)
        let served = assets.matches(of: #/FILE\("(.+)", (\w+)\),/#).filter { $0.1 != "schema.graphql" }
        #expect(files.contains("index.html"))
        #expect(embedded.map { String($0.2) }.sorted() == files)
        #expect(served.map { String($0.1) }.sorted() == files)
        #expect(embedded.map { "\($0.1) \($0.2)" }.sorted() == served.map { "\($0.2) \($0.1)" }.sorted())
        // Whatever else had no type of its own.
        for file in files { #expect([".css", ".html", ".js"].contains { file.hasSuffix($0) }, "\(file)") }
    }

    @Test("Every validation rule is in the list of rules and has its twin test")
    func validationRules() throws {
        let rules = try SourceTree.swiftFiles(in: "Sources/GraphQL/Validation/Rules").map(\.name)
        let tests = try SourceTree.swiftFiles(in: "Tests/GraphQLTests/Validation/Rules").map(\.name)
        let specified = try Set(
            SourceTree.file("Sources/GraphQL/Validation/SpecifiedRules.swift").text
                .matches(of: /(\w+)\.self,/).map { String($0.1) })
        #expect(rules.count > 20)
        #expect(rules.sorted() == specified.sorted())
        #expect(rules.map { "\($0)Tests" }.sorted() == tests.sorted())
    }

    @Test("SQL stands in Storage, and where statements are built")
    func sql() throws {
        let places = [
            "Sources/Storage/", "Sources/SQLite/", "Sources/Execution/Planning/", Self.bench, "Sources/graphql-driver/",
        ]
        // Those of SQL's words that stand in statements and in pieces of them; quoted alone, they are names.
        let words = Set(
            """
            AND AS BETWEEN CREATE DELETE DISTINCT ELSE END EXISTS FROM IN INSERT INTO IS JOIN LIKE LIMIT MATCH NOT NULL ON OR
            ORDER RELEASE ROLLBACK SAVEPOINT SELECT SET THEN UPDATE VALUES WHEN WHERE "BEGIN" "COMMIT" "ROLLBACK"
            """.split { " \n".contains($0) })
        for file in try SourceTree.swiftFiles(in: "Sources") where !places.contains(where: file.path.hasPrefix) {
            for line in file.code where line.words.contains(where: words.contains) {
                Issue.record("\(file.path) has SQL: \(line)")
            }
        }
    }

    @Test(
        "Nothing is left undone, and nothing can trap or escape the compiler's checks", arguments: ["Sources", "Tests"])
    func shortcuts(_ folder: String) throws {
        // In two pieces, so that this file does not name them itself.
        let shortcuts = [
            ("TO", "DO"), ("FIX", "ME"), ("fatal", "Error("), ("try", "!"), (" as", "! "), ("@un", "checked"),
            ("nonisolated(", "unsafe)"),
        ]
        .map { $0 + $1 }
        for file in try SourceTree.swiftFiles(in: folder) {
            for shortcut in shortcuts {
                #expect(!file.text.contains(shortcut), "\(file.path) has \(shortcut)")
            }
        }
    }
}

extension Substring {
    /// What is left between everything but letters, underscores and quotation marks; the latter only around a word.
    fileprivate var words: [Substring] {
        utf8.split { byte in
            !(0x41...0x5A).contains(byte) && !(0x61...0x7A).contains(byte) && byte != 0x5F && byte != 0x22
        }
        .map { Substring($0) }
        .map { $0.hasPrefix("\"") && $0.hasSuffix("\"") ? $0 : $0.split(separator: "\"").first ?? "" }
    }
}
