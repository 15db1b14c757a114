import Execution
import Portal
import SQLite
import Storage

/// Serving streams of events.
///
/// A stream is pulled when there is room for its events, and reads the log from where it is: nothing is kept for it
/// meanwhile. All of a pull is of one snapshot, and of the viewer as they are in it.
extension Endpoint {
    /// Takes the next events of a stream.
    ///
    /// - Parameter send: Called with the number of each event in the log and with its response, which is valid until it
    ///   returns; false when there is no room for another.
    package mutating func pull(
        _ stream: EventStream, send: (_ sequence: Int64, _ response: UnsafeRawBufferPointer) -> Bool
    ) -> EventStream.State {
        executor.output.empty()
        if let ending = stream.ending { return .ended(ending) }
        let now = environment.now()
        do {
            connection.allowWork(steps: StreamLimits.databaseSteps)
            try snapshot.begin()
            defer { snapshot.end() }
            return try advance(stream, at: now, send)
        } catch {
            let outcome = refuse(error, beginRequest())
            stream.end(outcome)
            return .ended(outcome)
        }
    }

    /// - Throws: Why the stream is over.
    private mutating func advance(
        _ stream: EventStream, at now: Timestamp, _ send: (Int64, UnsafeRawBufferPointer) -> Bool
    ) throws -> EventStream.State {
        let version = try events.version()
        try lookUpViewer(of: stream, version, at: now)
        if let state = release(stream, send) { return state }
        if stream.settled == version { return .waiting }
        if let subject = stream.subject, try events.sees(subject, stream.viewer, at: now, in: connection) != true {
            throw RefusedRequest(.refused, .accessLost)
        }
        let head = try events.head()
        let end = min(head, stream.position + StreamLimits.window)
        let (entries, isWhole) = try entries(of: stream, through: end, at: now)
        if !stream.asked.prepared.plan.personalData(auditedFor: stream.viewer).isEmpty, !entries.isEmpty {
            return try withhold(entries, of: stream, at: now)
        }
        for entry in entries where stream.tells(entry) {
            guard affords(stream, at: now) else { return .waiting }
            respond(to: entry, of: stream, at: now)
            stream.told(entry)
            if !send(entry.sequence, executor.output.bytes) { return .behind }
        }
        if isWhole { stream.position = end }
        if stream.position < head { return .behind }
        stream.settled = version
        return .waiting
    }

    /// Looks the viewer up again if they may be somebody else by now.
    private mutating func lookUpViewer(of stream: EventStream, _ version: Int64, at now: Timestamp) throws {
        if let (at, known) = stream.looked, known == version,
            (0..<StreamLimits.trust).contains(now.milliseconds - at.milliseconds)
        {
            return
        }
        guard let viewer = try signIn.viewer(ofToken: stream.token, at: now) else {
            throw RefusedRequest(.unauthenticated, .invalidToken)
        }
        // The plan was compiled for the role they had.
        guard viewer.role == stream.viewer.role else { throw RefusedRequest(.refused, .roleChanged) }
        stream.viewer = viewer
        stream.looked = (now, version)
    }

    /// What the stream may tell of the log up to `end`, and whether that is all.
    private mutating func entries(
        of stream: EventStream, through end: Int64, at now: Timestamp
    ) throws(SQLiteError) -> ([EventLog.Entry], isWhole: Bool) {
        var entries: [EventLog.Entry] = []
        try events.entries(
            of: stream.selection, after: stream.position, through: end, for: stream.viewer, at: now, in: connection
        ) { entry in
            if stream.tells(entry) { entries.append(entry) }
            return entries.count < stream.eventLimit
        }
        return (entries, entries.count < stream.eventLimit)
    }

    /// Whether the viewer may have one more event now; later ones wait in the log.
    private func affords(_ stream: EventStream, at now: Timestamp) -> Bool {
        guard let account = rates?.account(of: stream.viewer) else { return true }
        return (try? account.take(Self.price(of: stream), at: now)) != nil
    }

    /// What an event is charged.
    private static func price(of stream: EventStream) -> Int64 { 1 + stream.asked.cost }

    /// `MapSourceToResponseEvent`: writes the response to one event.
    private mutating func respond(to entry: EventLog.Entry, of stream: EventStream, at now: Timestamp) {
        let asked = stream.asked
        let id = beginRequest().text
        executor.output.empty()
        executor.output.raw("{\"data\":")
        executor.mapSourceToResponseEvent(
            [.integer(entry.sequence), .integer(entry.item)], asked.prepared, asked.variables,
            stream.viewer.context(at: now), on: connection, onError: asked.onError)
        executor.finish(asked.prepared.plan, requestID: id, estimated: asked.cost)
        for failure in executor.errors.failures { report(id, failure) }
    }

    // MARK: What an administrator reads

    /// Keeps the responses back until the audit trail has an entry for them.
    private mutating func withhold(
        _ entries: [EventLog.Entry], of stream: EventStream, at now: Timestamp
    ) throws -> EventStream.State {
        let plan = stream.asked.prepared.plan
        var responses: [(sequence: Int64, response: [UInt8])] = []
        var bytes = 0
        for entry in entries {
            guard bytes < StreamLimits.withheldBytes, affords(stream, at: now) else { break }
            respond(to: entry, of: stream, at: now)
            responses.append((entry.sequence, Array(executor.output.bytes)))
            bytes += executor.output.bytes.count
        }
        if responses.isEmpty { return .waiting }
        let withheld = WithheldEvents(responses)
        let context = WriteContext(now: now, requestID: beginRequest().text, peer: stream.peer)
        do throws(QueueUnavailable) {
            try writer.enter(
                AuditEntry(plan.operationName, about: nil, .done, reading: plan.personalData), by: stream.viewer,
                context,
                answering: [], .executed, summary
            ) { outcome, _, response in
                withheld.decide(outcome == .executed ? .released : .refused(response))
            }
            stream.withheld = withheld
        } catch {
            // The place in the log is where it was: another pull reads the same once there is room in the queue, and pays then.
            _ = rates?.account(of: stream.viewer).settle(-Int64(responses.count) * Self.price(of: stream), at: now)
        }
        return .waiting
    }

    /// Sends what was withheld, if it may be told now; nil when nothing of it is left.
    private mutating func release(
        _ stream: EventStream, _ send: (Int64, UnsafeRawBufferPointer) -> Bool
    ) -> EventStream.State? {
        guard let withheld = stream.withheld else { return nil }
        switch withheld.fate {
        case .undecided: return .waiting
        case .refused(let response):
            executor.output.raw(response)
            stream.end(.failed)
            return .ended(.failed)
        case .released:
            for event in withheld.events where event.sequence > stream.position {
                stream.position = event.sequence
                if !event.response.withUnsafeBytes({ send(event.sequence, $0) }) { return .behind }
            }
            stream.withheld = nil
            return nil
        }
    }
}

extension EventStream {
    /// Whether the entry is news for the viewer: something they may know, or that they lost a record.
    fileprivate func tells(_ entry: EventLog.Entry) -> Bool {
        entry.isTold || !entry.isSeen && seen.contains(entry.record)
    }

    fileprivate func told(_ entry: EventLog.Entry) {
        position = entry.sequence
        if entry.isSeen { seen.insert(entry.record) } else { seen.remove(entry.record) }
    }

    fileprivate func end(_ outcome: Endpoint.Outcome) {
        ending = outcome
        withheld = nil
    }
}

extension FieldRefusal {
    fileprivate static let accessLost = FieldRefusal(
        code: "ACCESS_LOST", message: "The record has left your scope: nothing more is told of it.")
}
