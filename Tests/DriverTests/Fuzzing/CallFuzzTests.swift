import Foundation
import GraphQL
import TestSupport
import Testing

@testable import graphql_driver

@Suite("Calls of the driver that dice choose")
struct CallFuzzTests {
    /// Calls to break, and whatever was once answered wrongly.
    private static func corpus() throws -> [[UInt8]] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Corpus/calls.jsonl")
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }

    @Test("A call of the corpus has one answer that holds together")
    func known() throws {
        let trial = AnswerTrial()
        for line in try Self.corpus() { try trial.check(line) }
        #expect(trial.outcomes.carriedOut > 10)
    }

    @Test(
        "Any line has one answer that holds together: an operation runs if it is valid, and errors stand where data does not"
    )
    func broken() throws {
        let calls = try RandomCall(corpus: Self.corpus())
        let trial = AnswerTrial()
        try Fuzzing.run("calls", rounds: 400, input: { calls.line(&$0) }, check: trial.check)
        let (outcomes, operations) = (trial.outcomes, trial.operations)
        #expect(outcomes.unread > 30 && outcomes.refused > 50 && outcomes.carriedOut > 80, "\(outcomes)")
        #expect(operations.invalid > 30 && operations.refused > 5, "\(operations)")
        #expect(operations.ran > 20 && operations.ranWithErrors > 20, "\(operations)")
    }

    @Test("The program answers line by line, in order, whatever lines came before")
    func program() throws {
        let calls = try RandomCall(corpus: Self.corpus())
        let lines = (0..<200 as Range<UInt64>).map { seed in
            var dice = SeededGenerator(seed: seed)
            return calls.line(&dice)
        }
        let directory = try TemporaryDirectory()
        let input = directory.file("calls.jsonl")
        try Data(lines.flatMap { $0 + [UInt8(ascii: "\n")] }).write(to: URL(filePath: input))

        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: BuiltProgram.path("graphql-driver"))
        process.standardInput = FileHandle(forReadingAtPath: input)
        process.standardOutput = output
        try process.run()
        let answers = output.fileHandleForReading.readDataToEndOfFile().split(separator: UInt8(ascii: "\n"))
        process.waitUntilExit()

        var driver = try Driver()
        let expected = lines.map { driver.answer($0[...]).line }
        #expect(answers.map { String(decoding: $0, as: UTF8.self) + "\n" } == expected)
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    }
}
