import Foundation
import TestSupport
import Testing

@Suite("The stacks of the server's threads")
struct StackTests {
    @Test(
        "What the event loop, the writer, the keeper of files, the scribe, one for passwords and two for what takes long may use is not for `ulimit -s` to say"
    )
    func sizes() throws {
        let directory = try TemporaryDirectory()
        let server = try RunningServer(["--data", directory.file("portico.db"), "--loops", "1"], limit: "-s 1024")
        let mappings = try String(contentsOfFile: "/proc/\(server.id)/maps", encoding: .utf8)
        let sizes = mappings.matches(of: #/(?m)^([0-9a-f]+)-([0-9a-f]+) rw-p 00000000 00:00 0 *$/#).compactMap {
            match in
            Int(match.2, radix: 16).flatMap { end in Int(match.1, radix: 16).map { end - $0 } }
        }
        #expect(sizes.filter { (8 << 20..<9 << 20).contains($0) }.count == 7, "\(mappings)")
    }
}
