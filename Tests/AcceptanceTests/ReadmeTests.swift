import Foundation
import Testing

/// Does what the README tells a newcomer to do, block by block.
///
/// Three things are put in place of what is written: the program that was built beside the tests instead of a release
/// build, which takes minutes and proves nothing more; a free port instead of 8080; the token that was printed. The
/// installing half of a command is left out, since these tests could not have been built without it.
@Suite("The README's blocks", .enabled(if: Shell.hasCurl, "curl is not installed"))
struct ReadmeTests {
    private struct Block {
        let language: Substring
        let text: String
    }

    private static func blocks() throws -> [Block] {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("README.md")
        return try String(contentsOf: path, encoding: .utf8).split(separator: "```", omittingEmptySubsequences: false)
            .enumerated().filter { $0.offset % 2 == 1 }
            .map { (_, text) in
                let end = text.firstIndex(of: "\n") ?? text.endIndex
                return Block(language: text[..<end], text: text[end...].trimmingCharacters(in: .newlines))
            }
    }

    @Test("Each command does what is shown below it")
    func commands() throws {
        let blocks = try Self.blocks()
        let start = try #require(blocks.first)
        #expect(start.language == "sh")
        #expect(start.text.hasPrefix("apt-get update && apt-get install -y --no-install-recommends libsqlite3-dev && "))
        #expect(start.text.hasSuffix(" && swift run -c release portico serve --demo"))
        let server = try RunningServer(["--demo"])
        let address = "http://127.0.0.1:\(server.port)"
        var shown = server.greeting
        let token = try server.token(of: "PARTNER_USER")
        for block in blocks.dropFirst() {
            let text = block.text.replacing("http://127.0.0.1:8080", with: address)
            switch block.language {
            case "sh" where text.hasSuffix("&& swift test"):
                // Running it from here would never end; .ci/run does.
                shown = ""
            case "sh": shown = try Shell.run("TOKEN=\(token)\n" + text.replacing("TOKEN=pt_…\n", with: ""))
            case "json":
                // Each answer has a request id of its own.
                let parts = text.split(separator: "…")
                try #require(parts.count == 2)
                #expect(shown.hasPrefix(parts[0]) && shown.contains(parts[1]), "\(shown)")
            case "text" where text.contains("Listening"):
                #expect(shown.hasSuffix("\n\(text)\n"))
            default: #expect(block.language == "text", "a block that no test runs: \(text)")
            }
        }
    }
}
