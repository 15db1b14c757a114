import Execution
import GraphQL

/// The server's side of one connection of the `graphql-transport-ws` protocol: messages in, what to do about them out.
///
/// It keeps who is who and writes nothing itself: <https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>.
package struct TransportSession {
    package enum Action: Equatable, Sendable {
        /// Find out who connects: the value that `Authorization` had in the payload. Then call `acknowledge()` or close.
        case signIn(authorization: String?)
        /// Run the operation whose request is this part of the message, and answer under the id.
        case run(id: String, request: Range<Int>)
        /// The client wants nothing more of the operation.
        case stop(id: String)
        case pong
        case nothing
        case close(Closing)
    }

    /// Why the connection ends: a code of the protocol and its reason.
    package struct Closing: Error, Equatable, Sendable {
        package let code: UInt16
        package let reason: String
    }

    private enum Phase { case connected, initializing, acknowledged }

    private var phase = Phase.connected
    /// The operations that have not ended.
    private var operations: Set<String> = []

    package init() {}

    package var isAcknowledged: Bool { phase == .acknowledged }

    package mutating func acknowledge() { phase = .acknowledged }

    /// Forgets an operation: its `error` or `complete` has been sent.
    package mutating func ended(_ id: String) { operations.remove(id) }

    /// What a message of the client asks for.
    package mutating func receive(_ message: UnsafeRawBufferPointer) -> Action {
        do throws(Closing) { return try action(for: Message(message)) } catch { return .close(error) }
    }

    private mutating func action(for message: Message) throws(Closing) -> Action {
        switch message.type {
        case "connection_init":
            guard phase == .connected else { throw .tooManyInitializations }
            phase = .initializing
            return .signIn(authorization: try message.authorization())
        case "ping": return .pong
        case "pong": return .nothing
        case "subscribe":
            let id = try message.identifier()
            guard phase == .acknowledged else { throw .unauthorized }
            guard let request = message.payload, message.isObject(request) else {
                throw .invalid("A subscribe message needs a payload")
            }
            guard !operations.contains(id) else { throw .subscriberExists(id) }
            operations.insert(id)
            return .run(id: id, request: request)
        case "complete":
            let id = try message.identifier()
            guard phase == .acknowledged else { throw .unauthorized }
            // It may have ended while the message was on its way.
            return operations.remove(id) == nil ? .nothing : .stop(id: id)
        case nil: throw .invalid("A message needs a type")
        case let type?: throw .invalid("There is no message of the type \"\(type.shortened())\"")
        }
    }
}

/// One message as it came.
private struct Message {
    private let bytes: UnsafeRawBufferPointer
    private(set) var type: String?
    private var id: String?
    private(set) var payload: Range<Int>?

    init(_ bytes: UnsafeRawBufferPointer) throws(TransportSession.Closing) {
        self.bytes = bytes
        var reader = JSONReader(bytes)
        var (type, id): (InputValue?, InputValue?)
        var payload: Range<Int>?
        var repeats = false
        do throws(JSONError) {
            try reader.members { (name, reader) throws(JSONError) in
                switch name {
                case "type":
                    repeats = repeats || type != nil
                    type = try reader.value()
                case "id":
                    repeats = repeats || id != nil
                    id = try reader.value()
                case "payload":
                    repeats = repeats || payload != nil
                    payload = try reader.rawValue()
                default: _ = try reader.value()
                }
            }
            try reader.end()
        } catch { throw .invalid("A message is a JSON object") }
        if repeats { throw .invalid("A message has each member once") }
        if case .string(let text) = type { self.type = text }
        if case .string(let text) = id { self.id = text }
        self.payload = payload
    }

    func identifier() throws(TransportSession.Closing) -> String {
        guard let id = id.flatMap(OperationID.valid) else { throw .invalid("The id is missing or is none") }
        return id
    }

    func isObject(_ range: Range<Int>) -> Bool { bytes[range].first == UInt8(ascii: "{") }

    /// What the payload of `connection_init` says of the caller: clients write the name in both ways.
    func authorization() throws(TransportSession.Closing) -> String? {
        guard let payload else { return nil }
        let value: InputValue
        do throws(JSONError) { value = try JSONReader.value(UnsafeRawBufferPointer(rebasing: bytes[payload])) } catch {
            throw .invalid("The payload is not JSON")
        }
        switch value {
        case .null: return nil
        case .object(let members):
            switch members.first(where: { $0.name.lowercased() == "authorization" })?.value {
            case .string(let text): return text
            case nil, .null: return nil
            default: throw .invalid("Authorization must be a string")
            }
        default: throw .invalid("The payload must be an object")
        }
    }
}

extension TransportSession.Closing {
    /// A message that the protocol does not know: 4400.
    package static func invalid(_ reason: String) -> Self { Self(code: 4400, reason: reason) }
    static let unauthorized = Self(code: 4401, reason: "Unauthorized")
    package static let forbidden = Self(code: 4403, reason: "Forbidden")
    package static let noProtocol = Self(code: 4406, reason: "Subprotocol not acceptable")
    package static let initializationTimeout = Self(code: 4408, reason: "Connection initialisation timeout")
    static let tooManyInitializations = Self(code: 4429, reason: "Too many initialisation requests")

    static func subscriberExists(_ id: String) -> Self {
        Self(code: 4409, reason: "Subscriber for \(id.shortened()) already exists")
    }
}

/// Messages of the server.
extension TransportSession {
    package static let acknowledgement: StaticString = #"{"type":"connection_ack"}"#
    package static let pong: StaticString = #"{"type":"pong"}"#

    /// One response of an operation.
    package static func next(_ id: String, _ response: UnsafeRawBufferPointer) -> [UInt8] {
        message("next", id, response)
    }

    /// The operation did not run: of the response only the errors are told.
    package static func error(_ id: String, _ response: UnsafeRawBufferPointer) -> [UInt8] {
        var reader = JSONReader(response)
        var errors = response.startIndex..<response.startIndex
        // The response is our own, and has them.
        try? reader.members { (name, reader) throws(JSONError) in
            let value = try reader.rawValue()
            if name == "errors" { errors = value }
        }
        return message("error", id, UnsafeRawBufferPointer(rebasing: response[errors]))
    }

    /// The operation has ended.
    package static func complete(_ id: String) -> [UInt8] {
        message("complete", id, UnsafeRawBufferPointer(start: nil, count: 0))
    }

    private static func message(_ type: StaticString, _ id: String, _ payload: UnsafeRawBufferPointer) -> [UInt8] {
        var output = JSONOutput()
        output.raw("{\"id\":")
        output.string(id)
        output.raw(",\"type\":\"")
        output.raw(type)
        output.raw("\"")
        if !payload.isEmpty {
            output.raw(",\"payload\":")
            payload.withMemoryRebound(to: UInt8.self) { output.raw($0) }
        }
        output.raw("}")
        return Array(output.bytes)
    }
}
