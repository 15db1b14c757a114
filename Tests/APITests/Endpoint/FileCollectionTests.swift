import Dispatch
import Foundation
import Portal
import Storage
import Synchronization
import Testing

@testable import API

@Suite("The files of a multipart request")
struct FileCollectionTests {
    private let portal: ServedPortal
    private let writer: MutationWriter
    private let desk: AttachmentDesk
    /// Holds the keeper's thread up when it begins to write a file.
    private let gate = Gate()
    /// Bytes that the disk has left.
    private let room = Room()

    private final class Room: Sendable {
        let bytes = Mutex(Int.max)
    }

    private final class Gate: Sendable {
        /// How many files it has begun to write.
        let begun = Mutex(0)
        let isReached = DispatchSemaphore(value: 0)
        let isOpen = DispatchSemaphore(value: 0)

        func pass() {
            let count = begun.withLock { begun in
                begun += 1
                return begun
            }
            guard count == 1 else { return }
            isReached.signal()
            isOpen.wait()
        }
    }

    init() throws {
        portal = try ServedPortal(Records.all, rates: RateLimits(viewer: 250_000))
        writer = try MutationWriter(portal.database)
        let fixed = Environment.fixed(at: TestPortal.now, seed: 1)
        let environment = Environment(
            now: fixed.now, nanoseconds: fixed.nanoseconds,
            randomBytes: { [gate] count in
                gate.pass()
                return fixed.randomBytes(count)
            },
            room: { [room] _ in room.bytes.withLock { $0 } })
        desk = try AttachmentDesk(portal.database, writer: writer, environment)
    }

    /// A request with as many files, of which none has come.
    private func collect(_ count: Int, _ later: @escaping Endpoint.Later) throws -> FileCollection? {
        let names = (0..<count).map { "f\($0)" }
        let declared = names.map { "$\($0): Upload!" }.joined(separator: ", ")
        let fields = names.map { "\($0): addAttachment(file: $\($0)) { attachment { size } userErrors { code } }" }
        let nulls = names.map { "\"\($0)\": null" }.joined(separator: ", ")
        let operations =
            #"{"query": "mutation(\#(declared)) { \#(fields.joined(separator: " ")) }", "variables": {\#(nulls)}}"#
        let map = "{" + names.map { #""\#($0)": ["variables.\#($0)"]"# }.joined(separator: ", ") + "}"
        let awaited = Array("Bearer \(ServedPortal.token(of: TestPortal.user))".utf8).withUnsafeBytes {
            portal.endpoint.awaitFiles(
                operations: Array(operations.utf8), map: Array(map.utf8), authorization: $0,
                from: Peer(network: 1, text: "192.0.2.1"))
        }
        guard case .pending(let pending) = awaited else {
            Issue.record("\(String(decoding: portal.endpoint.response, as: UTF8.self))")
            return nil
        }
        return desk.collect(for: pending, onRoom: {}, later: later)
    }

    /// Hands over all of a file, which is one byte.
    private func hand(_ index: Int, to files: FileCollection) {
        files.begin("f\(index)", named: "f\(index).txt")
        _ = files.take([0x61], isLast: false)
        _ = files.take([], isLast: true)
    }

    private var stored: [String] {
        let entries = FileManager.default.enumerator(atPath: desk.directory.path)?.allObjects as? [String] ?? []
        return entries.filter { $0.utf8.count > 2 }
    }

    @Test(
        "Of a request that is broken off nothing more is written, and its place is free only when nothing of it waits")
    func abandoned() throws {
        for round in 0..<8 {
            let files = try #require(try collect(50) { _, _, _ in Issue.record("Nobody waits for it") })
            for index in 0..<49 {
                hand(index, to: files)
                if round == 0, index == 0 { gate.isReached.wait() }
            }
            files.begin("f49", named: "f49.txt")
            _ = files.take([0x61], isLast: false)
            files.abandon()
            files.abandon()
        }
        #expect(try collect(1) { _, _, _ in } == nil)
        #expect(desk.waiting > 8 * 100)
        gate.isOpen.signal()
        desk.stop()
        #expect(desk.waiting == 0)
        #expect(gate.begun.withLock { $0 } == 1, "The one that was being written.")
        #expect(stored == [])
        #expect(
            try (1...9).map { _ in try collect(1) { _, _, _ in } != nil } == [Bool](repeating: true, count: 8) + [false]
        )
    }

    @Test("A request that is broken off costs what it took to look at it, and not what it would have done")
    func returned() throws {
        gate.isOpen.signal()
        let files = try #require(try collect(1) { _, _, _ in Issue.record("Nobody waits for it") })
        files.abandon()
        _ = portal.ask("{ __typename }", as: TestPortal.user)
        let balance = try #require(portal.summaries.last?.rate).balance
        #expect(balance.limit - balance.remaining == (10 + 10) + (10 + 10 + 1))
    }

    @Test("Its files are charged as they come, each KiB once, and who has not enough left is refused")
    func charged() throws {
        gate.isOpen.signal()
        let files = try #require(try collect(1) { _, _, _ in Issue.record("Nobody waits for it") })
        let rate = portal.endpoint.summary.rate
        let before = try #require(rate).balance.remaining
        let outcomes = [
            1000..<2000, 2000..<(100 << 20), 0..<Int(before - 102_400 + 1) << 10,
        ].map { portal.endpoint.charge(files, forBytes: $0) }
        #expect(outcomes == [nil, nil, .rateLimited])
        #expect(
            String(decoding: portal.endpoint.response, as: UTF8.self).hasPrefix(
                #"{"errors":[{"message":"You have asked for too much. Try again in 1 seconds.","extensions":{"code":"RATE_LIMITED","retryAfter":1}}]"#
            ))
        let summary = portal.endpoint.summary
        #expect(summary.viewer?.actorID == TestPortal.user.actorID, "the log says who it was")
        #expect(summary.rate?.balance.remaining == before - 102_400)
        files.abandon()
    }

    @Test("Where files would leave the database too little room, nothing of their request is done")
    func noRoom() throws {
        gate.isOpen.signal()
        room.bytes.withLock { $0 = 256 << 20 }
        let answer = Mutex<(Endpoint.Outcome, String)?>(nil)
        let isAnswered = DispatchSemaphore(value: 0)
        let files = try #require(
            try collect(2) { outcome, _, response in
                answer.withLock { $0 = (outcome, String(decoding: response, as: UTF8.self)) }
                isAnswered.signal()
            })
        for index in 0..<2 { hand(index, to: files) }
        files.close()
        isAnswered.wait()
        desk.stop()
        let (outcome, response) = try #require(answer.withLock { $0 })
        #expect(outcome == .insufficientStorage)
        #expect(
            TestPortal.withoutExtensions(response)
                == #"{"errors":[{"message":"There is no room to keep changes. Reading goes on; try again later.","extensions":{"code":"INSUFFICIENT_STORAGE"}}]}"#
        )
        #expect(stored == [])
        #expect(try portal.count("attachment WHERE file_name = 'f0.txt'") == 0)
    }

    @Test("Neither of one that is answered nor of one that is broken off anything is held")
    func released() throws {
        gate.isOpen.signal()
        let answer = Mutex("")
        let isAnswered = DispatchSemaphore(value: 0)
        weak var answered: FileCollection?
        weak var broken: FileCollection?
        do {
            let files = try #require(
                try collect(1) { _, _, response in
                    answer.withLock { $0 = String(decoding: response, as: UTF8.self) }
                    isAnswered.signal()
                })
            hand(0, to: files)
            files.close()
            answered = files
            let others = try #require(try collect(2) { _, _, _ in Issue.record("Nobody waits for it") })
            hand(0, to: others)
            others.begin("f1", named: "f1.txt")
            _ = others.take([0x61], isLast: false)
            others.abandon()
            broken = others
        }
        isAnswered.wait()
        desk.stop()
        writer.stop()
        #expect(
            TestPortal.withoutExtensions(answer.withLock { $0 })
                == #"{"data":{"f0":{"attachment":{"size":1},"userErrors":[]}}}"#)
        #expect(stored.count == 1)
        #expect(answered == nil)
        #expect(broken == nil)
    }
}
