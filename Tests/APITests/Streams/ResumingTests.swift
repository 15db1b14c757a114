import Execution
import Portal
import Testing

@testable import API

@Suite("Streams that go on where another one was")
struct ResumingTests {
    @Test("From every event on a new stream tells what the feed tells after it", arguments: SubscriberTests.viewers)
    func everyEvent(_ viewer: Viewer) throws {
        let portal = try ServedPortal(SubscriberTests.records)
        for index in SubscriberTests.acts.indices { SubscriberTests.act(index, in: portal) }
        let feed = portal.feed(after: 0, as: viewer)
        #expect(feed.count >= 3)
        for (index, event) in feed.enumerated() {
            let stream = try portal.open(Events.recordChanged, as: viewer, after: event.sequence)
            #expect(portal.follow(stream) == Array(feed[(index + 1)...]))
        }
        let whole = try portal.open("recordChanged(after:0){\(Events.fields)}", as: viewer)
        #expect(portal.follow(whole) == feed)
    }

    @Test("A client that reconnects after each event, while others write, misses none and reads none twice")
    func reconnecting() throws {
        let portal = try ServedPortal(SubscriberTests.records)
        var position: Int64 = 12
        var told: [Told] = []
        var acts = Array(SubscriberTests.acts.indices)[...]
        while true {
            if let act = acts.popFirst() { SubscriberTests.act(act, in: portal) }
            let stream = try portal.open(Events.recordChanged, as: TestPortal.supervisor, after: position)
            let (events, state) = portal.pull(stream, room: 1)
            told += events
            position = stream.position
            if events.isEmpty, state == .waiting, acts.isEmpty { break }
        }
        #expect(told == portal.feed(after: 12, as: TestPortal.supervisor))
        #expect(told.count > 5)
    }

    @Test(
        "While the writer commits, streams of several viewers, cut off at random, miss nothing and tell nothing twice")
    func concurrent() throws {
        let portal = try ServedPortal(SubscriberTests.records)
        let viewers = [TestPortal.user, TestPortal.supervisor, TestPortal.agent]
        var dice = SplitMix64(seed: 7)
        var streams = try viewers.map { try portal.open(Events.recordChanged, as: $0) }
        var told = viewers.map { _ in [Told]() }
        let comment = #"mutation{addComment(subjectId:"\#(GlobalID.encode("Case", 401))",body:"Hm."){replayed}}"#
        var left = 150
        // Every comment is an event for each of them; the bound only ends a test that fails.
        for _ in 0..<1_000_000 where left > 0 || told.contains(where: { $0.count < 150 }) {
            if left > 0 {
                #expect(portal.begin(comment, as: TestPortal.user) == .deferred)
                left -= 1
            }
            for index in viewers.indices {
                told[index] += portal.pull(streams[index], room: Int.random(in: 1...3, using: &dice)).told
                guard Bool.random(using: &dice) else { continue }
                let position = streams[index].position
                streams[index] = try portal.open(Events.recordChanged, as: viewers[index], after: position)
            }
        }
        for (viewer, told) in zip(viewers, told) {
            #expect(told == portal.feed(after: 12, as: viewer))
            #expect(told.count == 150)
        }
    }

    @Test("What the client read last counts, and not where its request once began")
    func precedence() throws {
        let portal = try ServedPortal(SubscriberTests.records)
        let stream = try portal.open("recordChanged(after:0){\(Events.fields)}", as: TestPortal.user, after: 12)
        #expect(portal.follow(stream) == [])
        let fresh = portal.request("subscription{\(Events.recordChanged)}", as: TestPortal.user, lastEventID: "")
        guard case .opened(let stream) = fresh.opening else { throw ServedPortal.Unopened(response: fresh.response) }
        #expect(stream.position == 12)
    }

    /// More than a pull looks at, of which Ares sees little: every hundredth entry is of its case 401.
    static let longLog =
        SubscriberTests.records + """
            WITH RECURSIVE numbers(n) AS (SELECT 13 UNION ALL SELECT n + 1 FROM numbers WHERE n < 3000)
            INSERT INTO change (sequence, record_id, record_type, at, actor_id, kind, type, field, new_value)
                SELECT n, iif(n % 100, 103, 401), iif(n % 100, 'OpportunityRegistration', 'Case'), n, 10, 'FIELD_CHANGE',
                    'UPDATED', 'name', '"new"' FROM numbers;
            """

    @Test("A long log is read in pieces, in order and as a whole, however little of it one sees")
    func pieces() throws {
        let portal = try ServedPortal(Self.longLog)
        let stream = try portal.open(Events.recordChanged, as: TestPortal.user, after: 12)
        #expect(portal.pull(stream).told.map(\.sequence) == Array(stride(from: 100, through: 1000, by: 100)))
        #expect(stream.position == 1012)
        #expect(portal.pull(stream).state == .behind)
        #expect(portal.pull(stream).state == .waiting)
        #expect(stream.position == 3000)
        let others = try portal.open(Events.recordChanged, as: TestPortal.other, after: 12)
        let (first, state) = portal.pull(others)
        #expect(first.map(\.sequence) == Array(13...62))
        #expect(state == .behind)
        #expect(portal.follow(others).map(\.sequence) == (63...3000).filter { $0 % 100 != 0 })
    }

    @Test("Who has room for one event gets one, and the next as soon as there is room")
    func room() throws {
        let portal = try ServedPortal(Self.longLog)
        let stream = try portal.open(Events.recordChanged, as: TestPortal.other, after: 12)
        for sequence in [13, 14, 15] as [Int64] {
            let (told, state) = portal.pull(stream, room: 1)
            #expect(told.map(\.sequence) == [sequence])
            #expect(state == .behind)
            #expect(stream.position == sequence)
        }
    }

    @Test("A stream that has told everything looks at nothing until somebody writes, in this process or beside it")
    func quiet() throws {
        let portal = try ServedPortal(SubscriberTests.records)
        let stream = try portal.open(Events.recordChanged, as: TestPortal.user)
        #expect(portal.pull(stream).state == .waiting)
        #expect(portal.pull(stream).told == [])
        try portal.change(
            """
            INSERT INTO change (record_id, record_type, at, actor_id, kind, type, field, new_value)
                VALUES (401, 'Case', 9, 10, 'FIELD_CHANGE', 'UPDATED', 'title', '"new"')
            """)
        #expect(Events.summaries(portal.pull(stream).told) == [#"13 UPDATED Case:401 ["title"]"#])
    }

    @Test("Streams are pulled when the writer says that something is on the disk")
    func notified() throws {
        let portal = try ServedPortal(SubscriberTests.records)
        let stream = try portal.open(Events.recordChanged, as: TestPortal.user)
        SubscriberTests.act(0, in: portal)
        portal.awaitCommit()
        #expect(Events.summaries(portal.pull(stream).told) == [#"13 UPDATED Case:401 ["comments"]"#])
    }
}
