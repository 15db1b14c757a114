import Foundation
import GraphQL
import TestSupport
import Testing

@Suite("Texts that dice choose")
struct DocumentFuzzTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Corpus")

    /// Documents to break, and whatever was once taken wrongly.
    private static let corpus: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

    private static func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    private static let pieces =
        RandomDocument.punctuators + RandomDocument.names + RandomDocument.numbers + [
            "\"", "\"\"\"", "\\", "\\u", "\\u{", "\\u{110000}", "\\uD83D", "\n", "\r", "#", ",", "é", "😀", "\u{FEFF}",
            "...F",
            "... on Dog", "-", ".", "e", "0", "\u{0}",
        ]

    @Test("There is a corpus")
    func isThere() { #expect(Self.corpus.count > 3) }

    @Test("A text of the corpus is refused, or its print reads the same", arguments: corpus)
    func known(_ name: String) throws {
        try Trial(animals: animalSchema.get()).check(Self.read(name))
    }

    @Test("Any bytes are refused, or their print reads the same")
    func bytes() throws {
        let trial = try Trial(animals: animalSchema.get())
        try Fuzzing.run("bytes", rounds: 1000) { dice in
            (0..<Int.random(in: 0...200, using: &dice)).map { _ in
                // Mostly ASCII: a single byte that is no UTF-8 ends it all.
                UInt8.random(in: 0...(dice.once(in: 500) ? 255 : 127), using: &dice)
            }
        } check: {
            try trial.check($0)
        }
    }

    @Test("Any tokens are refused, or their print reads the same")
    func tokens() throws {
        let trial = try Trial(animals: animalSchema.get())
        try Fuzzing.run("tokens", rounds: 1000) { dice in
            let tokens = (0..<Int.random(in: 1...30, using: &dice)).map { _ in
                dice.once(in: 5) ? RandomDocument.string(&dice) : dice.one(of: Self.pieces)
            }
            return Array(tokens.joined(separator: dice.one(of: [" ", "", "\n"])).utf8)
        } check: {
            try trial.check($0)
        }
    }

    @Test(
        "What the grammar allows is parsed, and its print reads the same; with a token lost or twice it may be refused")
    func grammar() throws {
        let trial = try Trial(animals: animalSchema.get())
        try Fuzzing.run("grammar", rounds: 1000) { dice in
            var tokens = RandomDocument(&dice).tokens
            if dice.once(in: 4) { tokens.remove(at: tokens.indices.randomElement(using: &dice) ?? 0) }
            if dice.once(in: 4), let index = tokens.indices.randomElement(using: &dice) {
                tokens.insert(tokens[index], at: tokens.indices.randomElement(using: &dice) ?? 0)
            }
            return Array(tokens.joined(separator: dice.one(of: [" ", "\n", ", ", "#é\n"])).utf8)
        } check: {
            try trial.check($0)
        }
        #expect(trial.outcomes.parsed > 300)
    }

    @Test("Broken documents are answered, with errors or without, and what is left of their sense is printed")
    func broken() throws {
        let trial = try Trial(animals: animalSchema.get())
        let documents = try Self.corpus.map(Self.read)
        try Fuzzing.run("broken", rounds: 1500) { dice in
            dice.broken(documents.randomElement(using: &dice) ?? [], inserting: Self.pieces)
        } check: {
            try trial.check($0)
        }
        #expect(trial.outcomes.valid > 10)
        #expect(trial.outcomes.parsed > trial.outcomes.valid + 50)
        #expect(trial.outcomes.refused > 300)
    }
}

/// What must hold of any text, and how many texts ended how.
private final class Trial {
    private(set) var outcomes = (refused: 0, parsed: 0, valid: 0)
    private let animals: Schema

    init(animals: Schema) { self.animals = animals }

    /// Whatever the text is: nothing traps, and what is parsed is printed so that it reads the same.
    func check(_ source: [UInt8]) throws {
        let text = String(decoding: source, as: UTF8.self)
        let document: Document
        do throws(GraphQLError) { document = try Document.parse(source) } catch {
            outcomes.refused += 1
            return
        }
        outcomes.parsed += 1
        let printed = document.printed
        do throws(GraphQLError) {
            let again = try parse(printed)
            #expect(again.printed == printed, "\(text)")
            #expect(again.canonicalText == document.canonicalText, "\(text)")
        } catch { Issue.record("\(error.line) in the print of \(text)") }
        _ = try? Schema(building: document)
        if (try? validate(document, against: animals, view: SchemaView(of: animals))) != nil { outcomes.valid += 1 }
    }
}
