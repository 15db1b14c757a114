import Testing

@Suite("The README is complete")
struct ReadmeTests {
    @Test("Every option of every verb is in it")
    func options() throws {
        let readme = try SourceTree.file("README.md").text
        let options = try SourceTree.file("Sources/portico/CommandLine/Option.swift").text
            .matches(of: /"(--[a-z-]+|PORTICO_[A-Z]+)"/).map { String($0.1) }
        #expect(options.contains("--port") && options.contains("PORTICO_PORT"))
        for option in options { #expect(readme.contains("`\(option)"), "\(option)") }
    }

    @Test("Every code that an error of the request can have is in it")
    func errorCodes() throws {
        let readme = try SourceTree.file("README.md").text
        var codes = try SourceTree.file("Sources/GraphQL/GraphQLError.swift").text
            .matches(of: /case \w+ = "([A-Z_]+)"/).map { String($0.1) }
        for room in ["API", "Execution"] {
            for file in try SourceTree.swiftFiles(in: "Sources/\(room)") {
                codes += file.text.matches(of: /code(?:: | = ).*?"([A-Z]+(?:_[A-Z]+)*)"/).map { String($0.1) }
            }
        }
        #expect(codes.contains("GRAPHQL_PARSE_FAILED") && codes.contains("CURSOR_INVALID"))
        // A schema that is wrong stops the server: no client sees its errors.
        for code in Set(codes).subtracting(["SCHEMA_INVALID"]) { #expect(readme.contains("`\(code)`"), "\(code)") }
    }

    @Test("The command that passes all tests is the one that .ci/run runs")
    func testCommand() throws {
        let commands = try SourceTree.file("README.md").lines.filter { $0.hasSuffix("&& swift test") }
        #expect(commands.count == 1)
        #expect(commands.allSatisfy { $0.hasPrefix("apt-get ") })
        #expect(try SourceTree.file(".ci/run").text.contains("'apt-get .* && swift test' README.md"))
    }
}
