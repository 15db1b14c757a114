import Foundation
import FuzzReaders
import Testing

@Suite("Readers of strangers' bytes")
struct ReplayTests {
    private static let corpus = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Corpus")

    /// The names of the files that a reader begins with.
    private static func seeds(_ reader: Reader) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: corpus.appending(path: reader.rawValue).path).sorted()
    }

    @Test(
        "Each keeps its word for whatever once looked dangerous, and for every beginning of it",
        arguments: Reader.allCases)
    func replay(_ reader: Reader) throws {
        let seeds = try Self.seeds(reader)
        #expect(seeds.count > 5)
        for seed in seeds {
            let bytes = Array(try Data(contentsOf: Self.corpus.appending(path: "\(reader.rawValue)/\(seed)")))
            #expect(reader.holds(for: bytes), "\(seed)")
            for end in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 100)) {
                #expect(reader.holds(for: Array(bytes[..<end])), "\(seed), the first \(end) bytes")
            }
        }
    }

    @Test("There is a folder for every reader, and no other")
    func folders() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
        #expect(Set(folders) == Set(Reader.allCases.map(\.rawValue)))
    }
}
