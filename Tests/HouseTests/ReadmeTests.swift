import Testing

@Suite("The README is complete")
struct ReadmeTests {
    @Test("Every option of every verb is in it")
    func options() throws {
        let readme = try SourceTree.file("README.md").text
        let options = try SourceTree.file("Sources/portico/CommandLine/Option.swift").text
            .matches(of: /"(--[a-z0-9-]+|PORTICO_[A-Z0-9_]+)"/).map { String($0.1) }
        #expect(options.contains("--port") && options.contains("PORTICO_PORT"))
        for option in options { #expect(readme.contains("`\(option)"), "\(option)") }
    }

    @Test("Its table of error codes has every code that an error of the request can have, and no other")
    func errorCodes() throws {
        let lines = try SourceTree.file("README.md").lines
        let table = lines.drop { $0 != "### Error codes" }.prefix { !$0.hasPrefix("## ") }.filter {
            $0.hasPrefix("| `")
        }
        let listed = table.flatMap {
            $0.dropFirst().prefix { $0 != "|" }.matches(of: /`([A-Z_]+)`/).map { String($0.1) }
        }
        var codes = try SourceTree.file("Sources/GraphQL/GraphQLError.swift").text
            .matches(of: /case \w+ = "([A-Z_]+)"/).map { String($0.1) }
        for room in ["API", "Execution"] {
            for file in try SourceTree.swiftFiles(in: "Sources/\(room)") {
                // One line may choose among several.
                for line in file.code where line.contains("code") || line.contains("denied(") {
                    codes += line.matches(of: /"([A-Z]+(?:_[A-Z]+)*)\\?"/).map { String($0.1) }
                }
            }
        }
        #expect(codes.contains("GRAPHQL_PARSE_FAILED") && codes.contains("FORBIDDEN_FILTER"))
        // A schema that is wrong stops the server: no client sees its errors.
        #expect(Set(codes).subtracting(["SCHEMA_INVALID"]) == Set(listed))
        #expect(Set(listed).count == listed.count)
    }

    @Test("The command that passes all tests is the one that .ci/run runs")
    func testCommand() throws {
        let commands = try SourceTree.file("README.md").lines.filter { $0.hasSuffix("&& swift test") }
        #expect(commands.count == 1)
        #expect(commands.allSatisfy { $0.hasPrefix("apt-get ") })
        #expect(try SourceTree.file(".ci/run").text.contains("'apt-get .* && swift test' README.md"))
    }
}
