package import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// Opening streams of events: <https://spec.graphql.org/September2025/#sec-Subscription>.
extension Endpoint {
    /// How a request for a stream ended.
    package enum Opening {
        case opened(EventStream)
        /// There is no stream; the response is in `response`.
        case refused(Outcome)
    }

    /// Opens the stream that a request asks for: one that `answer` has charged for, and found to need a stream.
    ///
    /// - Parameters:
    ///   - body: The JSON of a GraphQL request.
    ///   - authorization: The value of the header of that name, or what a transport has instead.
    ///   - lastEventID: The value of the header of that name: the number of the last event that the client has read.
    package mutating func subscribe(
        _ body: UnsafeRawBufferPointer, authorization: UnsafeRawBufferPointer?,
        lastEventID: UnsafeRawBufferPointer? = nil, from peer: Peer = .unknown
    ) -> Opening {
        executor.output.empty()
        allowance = Allowance(requests: 1)
        let id = beginRequest()
        let now = environment.now()
        do {
            connection.allowWork(steps: Limits.databaseSteps)
            try snapshot.begin()
            defer { snapshot.end() }
            let arrival = Arrival(body: body, authorization: authorization, isPaid: true, peer: peer)
            let asked = try understand(arrival, at: now)
            guard asked.prepared.plan.operation == .subscription else { throw FieldRefusal.noSubscription }
            guard body.count <= StreamLimits.requestBytes else { throw FieldRefusal.longSubscription }
            return .opened(try open(asked, lastEventID, peer: peer.text(), at: now))
        } catch { return .refused(refuse(error, id)) }
    }

    /// Who is behind what a transport has instead of the header `Authorization`.
    package enum Recognition: Equatable {
        case nobody, anonymous
        /// Somebody, by the SHA-256 of their token.
        case token([UInt8])
    }

    package mutating func recognize(authorization: UnsafeRawBufferPointer?) -> Recognition {
        do {
            connection.allowWork(steps: Limits.databaseSteps)
            try snapshot.begin()
            defer { snapshot.end() }
            guard let caller = try self.caller(authorization, at: environment.now()) else { return .nobody }
            return caller.token.map(Recognition.token) ?? .anonymous
        } catch {
            report(beginRequest().text, "\(error)")
            return .nobody
        }
    }

    /// Whether a token is good, by its SHA-256.
    package mutating func admits(token hash: [UInt8]) -> Bool {
        do {
            connection.allowWork(steps: Limits.databaseSteps)
            try snapshot.begin()
            defer { snapshot.end() }
            return try signIn.viewer(ofToken: hash, at: environment.now()) != nil
        } catch {
            report(beginRequest().text, "\(error)")
            return false
        }
    }

    /// `CreateSourceEventStream`: where the events begin is decided in the snapshot in which the caller may ask for them.
    private mutating func open(
        _ asked: AskedOperation, _ lastEventID: UnsafeRawBufferPointer?, peer: String?, at now: Timestamp
    ) throws -> EventStream {
        let plan = asked.prepared.plan
        let viewer = asked.caller.viewer
        guard let token = asked.caller.token else { throw RefusedRequest(.unauthenticated, .noBearerToken) }
        try plan.checkLists(asked.variables)
        let lastEventID = try lastEventID.flatMap(EventStream.number(ofEvent:))
        let request = try plan.createSourceEventStream(asked.variables) { (field, arguments) throws(FieldRefusal) in
            try SourceRequest(field, arguments, lastEventID: lastEventID)
        }
        guard openStreams.haveRoom(for: asked.prepared, viewer) else { throw FieldRefusal.tooManyStreams }
        let head = try events.head()
        let position = request.after ?? head
        guard position <= head else { throw FieldRefusal.noSuchEvent(position) }
        let (selection, subject, seen) = try selection(request.source, viewer, at: now)
        return EventStream(
            asked, token: token, peer: peer, selection, subject: subject, seen: seen, after: position,
            among: openStreams)
    }

    /// What the source reads of the log, the record without which it ends, and the records whose loss it tells from the
    /// beginning: those asked for that the viewer sees.
    private mutating func selection(
        _ source: SourceRequest.Source, _ viewer: Viewer, at now: Timestamp
    ) throws -> (EventSelection, subject: RecordReference?, seen: Set<Int64>) {
        switch source {
        case .recordChanged(let types, let records):
            var ids: [Int64] = []
            var seen: Set<Int64> = []
            for record in records ?? [] {
                guard let isSeen = try events.sees(record, viewer, at: now, in: connection) else { continue }
                ids.append(record.row)
                if isSeen { seen.insert(record.row) }
            }
            return (.records(types: types, ids: records == nil ? nil : ids), nil, seen)
        case .leadInboxChanged:
            if let gate = Lists.leadInbox.source(for: viewer.role).gate,
                viewer.rights.rawValue & gate.rights != gate.rights
            {
                throw gate.refusal
            }
            return (.leadInbox, nil, [])
        case .commentAdded(let subject):
            guard let subject, try events.sees(subject, viewer, at: now, in: connection) == true else {
                throw FieldRefusal.badInput("Argument \"subjectId\" names no record that you can see.")
            }
            return (.comments(on: subject.row), subject, [])
        }
    }
}

extension EventStream {
    /// The event that the header `Last-Event-ID` names; nil if it is empty, and so says nothing.
    package static func number(ofEvent header: UnsafeRawBufferPointer) throws(FieldRefusal) -> Int64? {
        if header.isEmpty { return nil }
        guard header.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int64(String(decoding: header, as: UTF8.self))
        else { throw .badInput("The header Last-Event-ID must be the id of an event.") }
        return number
    }
}

extension FieldRefusal {
    fileprivate static let longSubscription = FieldRefusal(
        code: "PAYLOAD_TOO_LARGE",
        message: "The request of a subscription is kept, and has at most \(StreamLimits.requestBytes) bytes.")

    fileprivate static let noSubscription = FieldRefusal.badInput("The operation is no subscription.")

    package static let tooManyStreams = FieldRefusal(
        code: "TOO_MANY_STREAMS", message: "Too many streams are open: close one first.")

    /// Such as one of a database that was replaced by a backup.
    fileprivate static func noSuchEvent(_ number: Int64) -> FieldRefusal {
        FieldRefusal(code: "CURSOR_INVALID", message: "No event has the number \(number) yet: begin without one.")
    }
}
